package dev.tendril.itests.simulation;

import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.Codec;
import dev.tendril.api.channel.InboxPolicy;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.reactor.ReactorContext;
import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;

import java.time.Duration;
import java.util.List;

/** A reactor that fails in one way or another. */
final class BadReactor implements Reactor {

    /** How it fails. */
    enum Way {
        /** Never reads its mailbox. */
        HUNG,
        /** The same, and does not end when it is asked to, but a minute later. */
        STUBBORN,
        /** Throws as soon as it runs. */
        THROWS_AT_ONCE,
        /** Throws at the first message. */
        THROWS_ON_MESSAGE,
        /** Returns although nobody has asked it to. */
        RETURNS
    }

    private static final Duration STUBBORNNESS = Duration.ofMinutes(1);
    private static final int INBOX_MAX = 4;

    private final Way way;
    private final ChannelDescriptor<byte[]> channel;

    BadReactor(Way way, int channelId, InboxPolicy policy) {
        this.way = way;
        this.channel = channel(channelId, policy);
    }

    /** A channel of plain bytes with a small inbox. */
    static ChannelDescriptor<byte[]> channel(int id, InboxPolicy policy) {
        return ChannelDescriptor.builder(id, "bad", new Bytes())
                .messageSizeMaxBytes(1_024)
                .inbox(INBOX_MAX, INBOX_MAX * 1_024L, policy)
                .build();
    }

    @Override
    public List<ChannelDescriptor<?>> channels() {
        return List.of(channel);
    }

    @Override
    public void run(ReactorContext context) throws InterruptedException {
        switch (way) {
            case HUNG -> context.timers().sleepUntil(Deadline.NEVER);
            case STUBBORN -> beStubborn(context);
            case THROWS_AT_ONCE -> throw new IllegalStateException("a reactor of somebody else");
            case THROWS_ON_MESSAGE -> {
                while (true) {
                    if (context.next() instanceof ReactorEvent.Received received) {
                        throw new IllegalStateException("a reactor of somebody else: " + received);
                    }
                }
            }
            case RETURNS -> context.timers().sleep(Duration.ofSeconds(1));
        }
    }

    private static void beStubborn(ReactorContext context) {
        var timers = context.timers();
        try {
            timers.sleepUntil(Deadline.NEVER);
        } catch (InterruptedException asked) {
            sleepOn(timers);
        }
    }

    private static void sleepOn(Timers timers) {
        try {
            timers.sleep(STUBBORNNESS);
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
    }

    /** As they are. */
    static final class Bytes implements Codec<byte[]> {

        @Override
        public byte[] encode(byte[] message) {
            return message;
        }

        @Override
        public byte[] decode(byte[] bytes) {
            return bytes;
        }
    }
}
