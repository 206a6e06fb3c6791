package dev.tendril.router.inbox;

import java.util.ArrayDeque;

/**
 * The messages of one channel of one connection that wait, in order. Guarded by the lock of its
 * mailbox.
 */
final class InboxLane {

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long bytes;

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int messages() {
        return entries.size();
    }

    long bytes() {
        return bytes;
    }

    long headSequence() {
        return entries.element().sequence;
    }

    boolean hasRoom(InboxLimits limits, int lengthBytes) {
        return entries.isEmpty()
                || (entries.size() < limits.messagesMax()
                        && bytes + lengthBytes <= limits.bytesMax());
    }

    void add(long sequence, byte[] message) {
        entries.add(new Entry(sequence, message));
        bytes += message.length;
    }

    byte[] remove() {
        var message = entries.remove().message;
        bytes -= message.length;
        return message;
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Entry(long sequence, byte[] message) {}
}
