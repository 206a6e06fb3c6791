package dev.tendril.itests.benchmarks;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.transport.Outbox;
import dev.tendril.api.transport.Part;

import java.util.function.Predicate;

/** An outbox that offers one message again and again, as often as asked for; for one thread. */
final class Repeated implements Outbox {
    private final ChannelId channel;
    private final byte[] message;
    private long left;
    private int offset;

    Repeated(ChannelId channel, byte[] message, long times) {
        this.channel = channel;
        this.message = message;
        this.left = times;
    }

    @Override
    public boolean next(int maxBytes, Predicate<ChannelId> sendable, Part into) {
        if (left == 0 || !sendable.test(channel)) {
            return false;
        }
        int length = Math.min(maxBytes, message.length - offset);
        boolean last = offset + length == message.length;
        into.set(channel, message, offset, length, last);
        offset = last ? 0 : offset + length;
        left -= last ? 1 : 0;
        return true;
    }

    @Override
    public boolean await(Deadline deadline) {
        return left > 0;
    }

    @Override
    public void wake() {
        // Nobody waits here: there is always something to send, until all is sent.
    }
}
