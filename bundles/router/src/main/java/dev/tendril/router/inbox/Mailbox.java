package dev.tendril.router.inbox;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one mailbox of a reactor. Each connection has a session with a bounded share, in messages and
 * bytes for each channel; sessions take turns. Holds bytes and our own values only. Of each session
 * the reader sees {@code Up} first and {@code Down} last. What waits is bounded: the shares of the
 * open connections and of at most {@value #GHOSTS_MAX} ended ones that the reader has not heard of;
 * older ones are forgotten unseen. Safe for use by many threads, one of which takes.
 */
public final class Mailbox {

    /** Most ended sessions that wait for a reader who has not heard of them. */
    public static final int GHOSTS_MAX = 256;

    private final Timers timers;
    private final boolean messagesOnly;
    private final Drops drops;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition room = lock.newCondition();

    // Guarded by lock.
    private final Map<ChannelId, InboxLimits> limits = new HashMap<>();
    private final Map<PeerRef, Session> sessions = new LinkedHashMap<>();
    private final Map<NodeId, Session> newest = new HashMap<>();
    private final Set<Session> ghosts = new LinkedHashSet<>();
    private final ArrayDeque<Session> ready = new ArrayDeque<>();
    private Optional<Set<ChannelId>> ownChannels = Optional.empty();
    private long sequence;
    private boolean closed;

    /**
     * An empty mailbox.
     *
     * @param messagesOnly whether its reader wants messages and nothing else
     */
    public Mailbox(Timers timers, List<InboxLimits> channels, boolean messagesOnly, Drops drops) {
        this.timers = timers;
        this.messagesOnly = messagesOnly;
        this.drops = drops;
        channels.forEach(channel -> limits.put(channel.id(), channel));
    }

    /** A connection can be used. */
    public void up(PeerInfo peer, Set<ChannelId> channels) {
        lock.lock();
        try {
            var session = sessions.get(peer.ref());
            if (session == null) {
                session = new Session(peer, channels, messagesOnly);
                sessions.put(peer.ref(), session);
                putBehindOlder(session);
            } else {
                session.change(channels);
            }
            enqueue(session);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Of one node the reader sees an older connection to its end before it hears of a newer one
     * (N-RT-03).
     */
    private void putBehindOlder(Session session) {
        var older = newest.put(session.ref().nodeId(), session);
        if (older != null) {
            older.next = Optional.of(session);
            session.isBehind = true;
        }
    }

    /** The channels of a connection are others now. */
    public void channels(PeerRef peer, Set<ChannelId> channels) {
        lock.lock();
        try {
            var session = sessions.get(peer);
            if (session != null) {
                session.change(channels);
                enqueue(session);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A queue that was full has room again. */
    public void writable(PeerRef peer, ChannelId channel) {
        lock.lock();
        try {
            var session = sessions.get(peer);
            if (session != null && !session.isEnded()) {
                session.makeWritable(channel);
                enqueue(session);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Our own channels are others now. */
    public void ownChannels(Set<ChannelId> ours) {
        lock.lock();
        try {
            ownChannels = Optional.of(ours);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The connection has ended: nothing of it is taken any more. */
    public void down(PeerRef peer, Reason reason) {
        lock.lock();
        try {
            var session = sessions.get(peer);
            if (session == null || session.isEnded()) {
                return;
            }
            session.end(reason);
            room.signalAll();
            if (!session.hasMail()) {
                forget(session);
                return;
            }
            if (session.isUnheard()) {
                ghosts.add(session);
                forgetOldestGhost();
            }
            enqueue(session);
        } finally {
            lock.unlock();
        }
    }

    private void forgetOldestGhost() {
        if (ghosts.size() <= GHOSTS_MAX) {
            return;
        }
        var oldest = ghosts.iterator().next();
        dropLanes(oldest, "inbox-session-limit");
        ready.remove(oldest);
        forget(oldest);
    }

    private void forget(Session session) {
        ghosts.remove(session);
        sessions.remove(session.ref());
        newest.remove(session.ref().nodeId(), session);
        if (session.next.isPresent()) {
            session.next.get().isBehind = false;
            enqueue(session.next.get());
        }
    }

    /** A message of a connection. Never waits. */
    public Delivery offer(PeerRef peer, ChannelId channel, byte[] message) {
        lock.lock();
        try {
            var session = sessions.get(peer);
            var limit = limits.get(channel);
            if (session == null || session.isEnded() || limit == null || closed) {
                return Delivery.UNKNOWN;
            }
            var lane = session.lane(channel);
            var delivery = Delivery.TAKEN;
            if (!lane.hasRoom(limit, message.length)) {
                delivery = shed(session, lane, limit, message.length);
            }
            if (delivery == Delivery.TAKEN || delivery == Delivery.DROPPED_OLDEST) {
                lane.add(sequence++, message);
                enqueue(session);
            }
            return delivery;
        } finally {
            lock.unlock();
        }
    }

    private Delivery shed(Session session, InboxLane lane, InboxLimits limit, int lengthBytes) {
        return switch (limit.policy()) {
            case LOSSLESS -> Delivery.FULL;
            case DROP_NEWEST -> {
                drops.dropped(session.ref(), limit.id(), "inbox-full", 1);
                yield Delivery.DROPPED_NEWEST;
            }
            case DROP_OLDEST -> {
                var dropped = 0;
                while (!lane.hasRoom(limit, lengthBytes)) {
                    lane.remove();
                    dropped++;
                }
                drops.dropped(session.ref(), limit.id(), "inbox-oldest-dropped", dropped);
                yield Delivery.DROPPED_OLDEST;
            }
        };
    }

    /**
     * Waits until a message of {@code lengthBytes} has room, its connection has ended or {@code
     * deadline} has come; only the connection's reading thread adds, so the room stays.
     */
    public void awaitRoom(PeerRef peer, ChannelId channel, int lengthBytes, Deadline deadline)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (isFull(peer, channel, lengthBytes) && !deadline.isPast(timers.nanos())) {
                timers.await(lock, room, deadline);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(PeerRef peer, ChannelId channel, int lengthBytes) {
        var session = sessions.get(peer);
        var limit = limits.get(channel);
        return session != null
                && !session.isEnded()
                && limit != null
                && !closed
                && !session.lane(channel).hasRoom(limit, lengthBytes);
    }

    private void enqueue(Session session) {
        if (!session.isReady && !session.isBehind && session.hasMail()) {
            session.isReady = true;
            ready.add(session);
            arrived.signal();
        }
    }

    /**
     * The next thing; empty when there is none until {@code deadline}.
     *
     * @throws MailboxClosedException when the mailbox is closed
     */
    public Optional<Mail> take(Deadline deadline)
            throws InterruptedException, MailboxClosedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (closed) {
                    throw new MailboxClosedException();
                }
                var mail = poll();
                if (mail.isPresent()) {
                    return mail;
                }
                if (deadline.isPast(timers.nanos())) {
                    return Optional.empty();
                }
                timers.await(lock, arrived, deadline);
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<Mail> poll() {
        if (ownChannels.isPresent()) {
            var event = new ReactorEvent.OwnChannels(ownChannels.get());
            ownChannels = Optional.empty();
            return Optional.of(new Mail.Event(event));
        }
        var session = ready.poll();
        if (session == null) {
            return Optional.empty();
        }
        session.isReady = false;
        var mail = session.take();
        if (!session.isUnheard()) {
            ghosts.remove(session);
        }
        if (isDown(mail) || (session.isEnded() && !session.hasMail())) {
            forget(session);
        } else {
            enqueue(session);
        }
        room.signalAll();
        return Optional.of(mail);
    }

    private static boolean isDown(Mail mail) {
        return mail instanceof Mail.Event event && event.event() instanceof ReactorEvent.Down;
    }

    /**
     * A fresh reactor takes over: it hears of every session from its {@code Up} on, and gets what
     * waits on channels whose codec version is the same.
     */
    public void takeOver(List<InboxLimits> channels) {
        lock.lock();
        try {
            var before = new HashMap<>(limits);
            limits.clear();
            channels.forEach(channel -> limits.put(channel.id(), channel));
            for (var session : sessions.values()) {
                for (var entry : session.lanes.entrySet()) {
                    if (!isSame(before.get(entry.getKey()), limits.get(entry.getKey()))) {
                        dropLane(session, entry.getKey(), entry.getValue(), "incarnation-ended");
                    }
                }
                session.announceAgain();
                if (session.isEnded()) {
                    ghosts.add(session);
                }
                enqueue(session);
            }
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static boolean isSame(@Nullable InboxLimits before, @Nullable InboxLimits after) {
        return before != null && after != null && before.codecVersion() == after.codecVersion();
    }

    private void dropLanes(Session session, String code) {
        session.lanes.forEach((channel, lane) -> dropLane(session, channel, lane, code));
    }

    private void dropLane(Session session, ChannelId channel, InboxLane lane, String code) {
        var messages = lane.messages();
        while (!lane.isEmpty()) {
            lane.remove();
        }
        if (messages > 0) {
            drops.dropped(session.ref(), channel, code, messages);
        }
    }

    /** Drops everything, for good; whoever waits is woken. May be repeated. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            sessions.values().forEach(session -> dropLanes(session, "incarnation-ended"));
            sessions.clear();
            newest.clear();
            ghosts.clear();
            ready.clear();
            arrived.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What waits, by channel. */
    public Map<ChannelId, Waiting> waiting() {
        lock.lock();
        try {
            var sums = new TreeMap<ChannelId, Waiting>();
            for (var session : sessions.values()) {
                session.lanes.forEach(
                        (channel, lane) ->
                                sums.merge(
                                        channel,
                                        new Waiting(lane.messages(), lane.bytes()),
                                        Waiting::plus));
            }
            return sums;
        } finally {
            lock.unlock();
        }
    }
}
