package dev.tendril.router.inbox;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.reactor.ReactorEvent;

import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one connection has in a mailbox: first its {@code Up}, then changes and messages, last its
 * {@code Down}. Guarded by the lock of its mailbox.
 */
final class Session {

    final TreeMap<ChannelId, InboxLane> lanes = new TreeMap<>();
    boolean isReady;

    /** Whether an older connection of the same node is still to be read to its end. */
    boolean isBehind;

    Optional<Session> next = Optional.empty();

    private final PeerInfo peer;
    private final boolean messagesOnly;
    private final TreeSet<ChannelId> writable = new TreeSet<>();
    private Set<ChannelId> channels;

    /** What {@code Up} tells while it waits: the last channels that were not none. */
    private Set<ChannelId> told;

    private boolean upWaits;
    private boolean channelsWait;
    private Optional<Reason> down = Optional.empty();

    Session(PeerInfo peer, Set<ChannelId> channels, boolean messagesOnly) {
        this.peer = peer;
        this.channels = channels;
        this.told = channels;
        this.messagesOnly = messagesOnly;
        this.upWaits = !messagesOnly;
    }

    PeerRef ref() {
        return peer.ref();
    }

    /** Whether its reader does not know of it yet. */
    boolean isUnheard() {
        return upWaits || messagesOnly;
    }

    /** The next reader has not heard of it. */
    void announceAgain() {
        upWaits = !messagesOnly;
        change(channels);
        writable.clear();
    }

    void change(Set<ChannelId> current) {
        channels = current;
        if (upWaits) {
            told = current.isEmpty() ? told : current;
            channelsWait = !told.equals(current);
        } else {
            channelsWait = !messagesOnly;
        }
    }

    void makeWritable(ChannelId channel) {
        if (!messagesOnly) {
            writable.add(channel);
        }
    }

    void end(Reason reason) {
        down = Optional.of(reason);
    }

    boolean isEnded() {
        return down.isPresent();
    }

    boolean isDrained() {
        return !upWaits
                && !channelsWait
                && writable.isEmpty()
                && lanes.values().stream().allMatch(InboxLane::isEmpty);
    }

    boolean hasMail() {
        return (isEnded() && !messagesOnly) || !isDrained();
    }

    /** The next thing; there is one. */
    Mail take() {
        if (upWaits) {
            upWaits = false;
            return new Mail.Event(new ReactorEvent.Up(peer, told));
        }
        if (channelsWait) {
            channelsWait = false;
            return new Mail.Event(new ReactorEvent.Channels(ref(), channels));
        }
        var first = writable.pollFirst();
        if (first != null) {
            return new Mail.Event(new ReactorEvent.Writable(ref(), first));
        }
        var oldest = oldest();
        if (oldest.isPresent()) {
            return new Mail.Message(ref(), oldest.get(), lane(oldest.get()).remove());
        }
        return new Mail.Event(new ReactorEvent.Down(ref(), down.orElseThrow()));
    }

    InboxLane lane(ChannelId channel) {
        return lanes.computeIfAbsent(channel, id -> new InboxLane());
    }

    private Optional<ChannelId> oldest() {
        Optional<ChannelId> oldest = Optional.empty();
        var sequence = Long.MAX_VALUE;
        for (var entry : lanes.entrySet()) {
            var lane = entry.getValue();
            if (!lane.isEmpty() && lane.headSequence() < sequence) {
                sequence = lane.headSequence();
                oldest = Optional.of(entry.getKey());
            }
        }
        return oldest;
    }
}
