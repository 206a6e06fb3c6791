package dev.tendril.router.queue;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.transport.Part;

import java.util.ArrayDeque;

/**
 * The messages of one channel that wait for one peer, in order. Guarded by the lock of its queue.
 */
final class Lane {

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private LaneLimits limits;
    private long bytes;
    private int headOffset;
    private boolean headBegun;
    private boolean writableWanted;

    // Of the weighted discipline.
    long recentlySentBytes;
    int passedOver;

    Lane(LaneLimits limits) {
        this.limits = limits;
    }

    ChannelId id() {
        return limits.id();
    }

    int priority() {
        return limits.priority();
    }

    boolean isStrict() {
        return limits.strict();
    }

    /** A new incarnation of the channel may have other limits. */
    void adopt(LaneLimits current) {
        limits = current;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int messages() {
        return entries.size();
    }

    long bytes() {
        return bytes;
    }

    /** Order of arrival of the head among all lanes of the queue; the lane is not empty. */
    long headSequence() {
        return entries.element().sequence;
    }

    boolean hasRoom(int lengthBytes) {
        return entries.isEmpty()
                || (entries.size() < limits.messagesMax()
                        && bytes + lengthBytes <= limits.bytesMax());
    }

    /** Whether so much room has come back that it is worth telling. */
    boolean isHalfEmpty() {
        return entries.size() <= limits.messagesMax() / 2 && bytes <= limits.bytesMax() / 2;
    }

    void add(long sequence, byte[] message) {
        entries.add(new Entry(sequence, message));
        bytes += message.length;
    }

    /** Fills in the next piece; returns the message's length when it was the last one, else -1. */
    int fill(int maxBytes, Part into) {
        var message = entries.element().message;
        var lengthBytes = Math.min(maxBytes, message.length - headOffset);
        var last = headOffset + lengthBytes == message.length;
        into.set(id(), message, headOffset, lengthBytes, last);
        headBegun = true;
        headOffset += lengthBytes;
        if (!last) {
            return -1;
        }
        removeHead();
        return message.length;
    }

    private void removeHead() {
        bytes -= entries.remove().message.length;
        headOffset = 0;
        headBegun = false;
    }

    /** Drops all but a message that the transport has begun; returns what was dropped. */
    Dropped dropWaiting() {
        var before = new Dropped(entries.size(), bytes);
        var kept = headBegun ? entries.poll() : null;
        entries.clear();
        bytes = 0;
        if (kept != null) {
            entries.add(kept);
            bytes = kept.message.length;
        }
        return new Dropped(before.messages() - entries.size(), before.bytes() - bytes);
    }

    /** Drops everything. */
    Dropped dropAll() {
        var dropped = new Dropped(entries.size(), bytes);
        entries.clear();
        bytes = 0;
        headOffset = 0;
        headBegun = false;
        return dropped;
    }

    void wantWritable() {
        writableWanted = true;
    }

    boolean takeWritable() {
        var wanted = writableWanted && isHalfEmpty();
        if (wanted) {
            writableWanted = false;
        }
        return wanted;
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Entry(long sequence, byte[] message) {}
}
