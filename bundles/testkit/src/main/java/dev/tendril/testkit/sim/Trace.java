package dev.tendril.testkit.sim;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/**
 * All that happened in a simulation, as one number: which thread ran at each step, and each event
 * that was told. Two runs of one seed have equal hashes, or something drew from outside. For the
 * threads of one scheduler.
 */
public final class Trace {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int RECENT_MAX = 200;

    private final Consumer<String> sink;
    private final ArrayDeque<String> recent = new ArrayDeque<>();
    private long hash = OFFSET;
    private long steps;
    private long events;

    /**
     * An empty trace.
     *
     * @param sink also gets each event, to be written down and compared
     */
    public Trace(Consumer<String> sink) {
        this.sink = sink;
    }

    /** One of {@code runnable} threads was chosen. */
    void step(int index, int runnable) {
        steps++;
        mix(((long) runnable << 32) | index);
    }

    /** Time went on. */
    void time(long nanos) {
        mix(nanos);
    }

    /**
     * Something happened.
     *
     * @param line what, without anything that differs from run to run
     */
    public void event(String line) {
        events++;
        for (var i = 0; i < line.length(); i++) {
            mix(line.charAt(i));
        }
        if (recent.size() == RECENT_MAX) {
            recent.remove();
        }
        recent.add(line);
        sink.accept(line);
    }

    private void mix(long value) {
        hash = (hash ^ value) * PRIME;
        hash ^= hash >>> 29;
    }

    /** {@return the hash of everything up to now: 16 hexadecimal digits} */
    public String hash() {
        return String.format("%016x", hash);
    }

    /** {@return how often a thread was chosen} */
    public long steps() {
        return steps;
    }

    /** {@return how many events were told} */
    public long events() {
        return events;
    }

    /** {@return the last events, the oldest first} */
    public List<String> recent() {
        return List.copyOf(recent);
    }
}
