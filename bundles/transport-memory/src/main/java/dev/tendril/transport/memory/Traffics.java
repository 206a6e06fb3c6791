package dev.tendril.transport.memory;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.transport.ConnectionSnapshot.Traffic;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** What went over a connection, channel by channel: at most one entry for each of the 256 ids. */
final class Traffics {

    private static final Traffic NONE = new Traffic(0, 0, 0, 0);

    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private final Map<ChannelId, Traffic> byChannel = new TreeMap<>();
    private long sentBytes;
    private long receivedBytes;

    void sent(ChannelId channel, int bytes) {
        add(channel, new Traffic(1, bytes, 0, 0));
    }

    void received(ChannelId channel, int bytes) {
        add(channel, new Traffic(0, 0, 1, bytes));
    }

    private void add(ChannelId channel, Traffic more) {
        lock.lock();
        try {
            var sum = byChannel.getOrDefault(channel, NONE);
            byChannel.put(
                    channel,
                    new Traffic(
                            sum.sentMessages() + more.sentMessages(),
                            sum.sentBytes() + more.sentBytes(),
                            sum.receivedMessages() + more.receivedMessages(),
                            sum.receivedBytes() + more.receivedBytes()));
            sentBytes += more.sentBytes();
            receivedBytes += more.receivedBytes();
        } finally {
            lock.unlock();
        }
    }

    Total total() {
        lock.lock();
        try {
            return new Total(sentBytes, receivedBytes, Map.copyOf(byChannel));
        } finally {
            lock.unlock();
        }
    }

    record Total(long sentBytes, long receivedBytes, Map<ChannelId, Traffic> byChannel) {}
}
