package dev.tendril.itests.simulation;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.Codec;
import dev.tendril.api.channel.DecodeException;
import dev.tendril.api.channel.SendResult;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.reactor.ReactorContext;
import dev.tendril.api.reactor.ReactorEvent;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends every peer growing numbers and sees that what it hears is in order (I-14), of a connection
 * that is up, and only once up (I-11, I-13). What it sees wrong it throws, into {@code failures}.
 */
final class NumbersReactor implements Reactor {

    static final ChannelDescriptor<Long> NUMBERS =
            ChannelDescriptor.builder(0x7b, "numbers", new LongCodec())
                    .messageSizeMaxBytes(16)
                    .build();

    private static final Duration INTERVAL = Duration.ofMillis(700);

    private final List<String> failures;
    private final AtomicLong heard;
    private final long first;

    /** The number of the last message, by peer. */
    private final Map<PeerRef, Long> last = new HashMap<>();

    private final Map<PeerRef, Long> sent = new TreeMap<>();

    /**
     * A reactor.
     *
     * @param incarnation grows with each one: what a later one sends is larger
     */
    NumbersReactor(List<String> failures, AtomicLong heard, long incarnation) {
        this.first = incarnation << Integer.SIZE;
        this.failures = failures;
        this.heard = heard;
    }

    @Override
    public List<ChannelDescriptor<?>> channels() {
        return List.of(NUMBERS);
    }

    @Override
    public void run(ReactorContext context) throws InterruptedException {
        var channel = context.channel(NUMBERS);
        var tick = context.timers().deadlineIn(INTERVAL);
        while (true) {
            switch (context.next(tick)) {
                case ReactorEvent.Up up -> {
                    check(last.put(up.peer().ref(), 0L) == null, "up twice", up);
                    check(up.channels().contains(NUMBERS.id()), "up without channel", up);
                    sent.put(up.peer().ref(), first);
                }
                case ReactorEvent.Down down -> {
                    check(last.remove(down.peer()) != null, "down without up", down);
                    sent.remove(down.peer());
                }
                case ReactorEvent.Received received -> received(received);
                case ReactorEvent.Due due -> {
                    for (var peer : sent.entrySet()) {
                        if (channel.send(peer.getKey(), peer.getValue() + 1) == SendResult.QUEUED) {
                            peer.setValue(peer.getValue() + 1);
                        }
                    }
                    tick = context.timers().deadlineIn(INTERVAL);
                }
                case ReactorEvent.Channels _,
                        ReactorEvent.Writable _,
                        ReactorEvent.OwnChannels _ -> {}
            }
        }
    }

    private void received(ReactorEvent.Received received) {
        heard.incrementAndGet();
        var number = (Long) received.message();
        var before = last.get(received.from());
        check(before != null, "message of nobody", received);
        check(before != null && number > before, "out of order, before: " + before, received);
        last.put(received.from(), number);
    }

    private void check(boolean holds, String what, ReactorEvent event) {
        if (!holds) {
            failures.add(what + ": " + event);
        }
    }

    /** Eight bytes. */
    private static final class LongCodec implements Codec<Long> {

        @Override
        public byte[] encode(Long message) {
            return ByteBuffer.allocate(Long.BYTES).putLong(message).array();
        }

        @Override
        public Long decode(byte[] bytes) throws DecodeException {
            if (bytes.length != Long.BYTES) {
                throw new DecodeException("not eight bytes");
            }
            return ByteBuffer.wrap(bytes).getLong();
        }
    }
}
