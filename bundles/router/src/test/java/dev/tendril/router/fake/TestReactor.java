package dev.tendril.router.fake;

import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.reactor.ReactorContext;
import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.router.ReactorSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A source of reactors that write down what they see, and do with it what a test says. All its
 * objects share one record.
 */
public final class TestReactor implements ReactorSource {

    private final String name;
    private final List<ChannelDescriptor<?>> channels;
    private final boolean hasLinks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final List<ReactorEvent> events = new ArrayList<>();
    private Optional<ReactorContext> context = Optional.empty();
    private int starts;
    private int released;
    private boolean held;
    private volatile Action action = (context, event) -> {};

    /** What a reactor does with an event. */
    @FunctionalInterface
    public interface Action {
        /** Does it; may throw. */
        void on(ReactorContext context, ReactorEvent event) throws InterruptedException;
    }

    /** A source without power over links. */
    public TestReactor(String name, ChannelDescriptor<?>... channels) {
        this(name, false, List.of(channels));
    }

    /** A source. */
    public TestReactor(String name, boolean hasLinks, List<ChannelDescriptor<?>> channels) {
        this.name = name;
        this.hasLinks = hasLinks;
        this.channels = channels;
    }

    /** From now on it does this. */
    public TestReactor does(Action next) {
        action = next;
        return this;
    }

    /** From now on, or no longer, it reads nothing. */
    public void hold(boolean now) {
        locked(() -> held = now);
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What all its reactors have seen, in order. */
    public List<ReactorEvent> events() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    /** The texts that were received, in order. */
    public List<String> texts() {
        return events().stream()
                .filter(ReactorEvent.Received.class::isInstance)
                .map(event -> (String) ((ReactorEvent.Received) event).message())
                .toList();
    }

    /** Blocks until {@code holds}. */
    public void awaitUntil(BooleanSupplier holds) throws InterruptedException {
        lock.lock();
        try {
            while (!holds.getAsBoolean()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Blocks until {@code count} events of a kind were seen. */
    public <E extends ReactorEvent> List<E> await(Class<E> kind, int count)
            throws InterruptedException {
        awaitUntil(() -> events.stream().filter(kind::isInstance).count() >= count);
        return events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The context of the last start, once there was one. */
    public ReactorContext context() throws InterruptedException {
        awaitUntil(() -> context.isPresent());
        return context.orElseThrow();
    }

    /** How many objects have begun. */
    public int starts() {
        return starts;
    }

    /** How many objects were given back. */
    public int released() {
        return released;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean hasLinks() {
        return hasLinks;
    }

    @Override
    public String owner() {
        return "test " + name;
    }

    @Override
    public Optional<Reactor> fresh() {
        return Optional.of(new Fresh());
    }

    @Override
    public void release(Reactor reactor) {
        locked(() -> released++);
    }

    private final class Fresh implements Reactor {

        @Override
        public List<ChannelDescriptor<?>> channels() {
            return channels;
        }

        @Override
        public void run(ReactorContext given) throws InterruptedException {
            locked(
                    () -> {
                        starts++;
                        context = Optional.of(given);
                    });
            while (true) {
                awaitUntil(() -> !held);
                var event = given.next();
                action.on(given, event);
                locked(() -> events.add(event));
            }
        }
    }
}
