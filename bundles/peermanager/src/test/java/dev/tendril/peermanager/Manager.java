package dev.tendril.peermanager;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.Admission;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.api.peer.PeerFacts;
import dev.tendril.api.peer.Screening;
import dev.tendril.support.thread.Threads;
import dev.tendril.testkit.time.ManualTimers;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A whole peer manager on a clock that a test moves. */
final class Manager implements AutoCloseable {

    static final Who SELF = CoreFixture.SELF;

    final ManualTimers timers = new ManualTimers();
    final NodePeerManager node;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    Manager(UnaryOperator<PeerManagerOptionsBuilder> change) {
        this(change, CoreFixture.SELF);
    }

    Manager(UnaryOperator<PeerManagerOptionsBuilder> change, Who self) {
        node =
                new NodePeerManager(
                        change.apply(CoreFixture.calm()).build(),
                        new PeerManagerEnvironment(
                                self.id(),
                                timers,
                                () -> CoreFixture.EPOCH.plusNanos(timers.nanos()),
                                new SplittableRandom(1),
                                this::unstarted));
        node.protocolsAvailable(Set.of(Protocol.MCONN, Protocol.MEMORY));
    }

    private Thread unstarted(String name, Runnable task) {
        var thread = Threads.virtual().unstarted(name, task);
        threads.add(thread);
        return thread;
    }

    /** All threads that the manager has made. */
    List<Thread> threads() {
        return List.copyOf(threads);
    }

    Admission accept(Who who) {
        var passed = (Screening.Passed) node.screen(who.endpoint());
        return node.accepted(passed.ticket(), facts(who, Direction.INBOUND));
    }

    PeerRef connectIn(Who who) {
        return ready(accept(who));
    }

    PeerRef connectOut(DialTicket ticket, Who who) {
        return ready(node.dialed(ticket, facts(who, Direction.OUTBOUND)));
    }

    private PeerRef ready(Admission admission) {
        var ref = CoreFixture.ref(admission);
        node.ready(ref);
        return ref;
    }

    PeerFacts facts(Who who, Direction direction) {
        return new PeerFacts(SELF.info(), who.handshake(), who.endpoint(), direction);
    }

    void disconnect(PeerRef ref) {
        node.disconnected(ref, Reason.of("eof"), Blame.NOBODY);
    }

    /** Lets time pass once the manager's own thread waits. */
    void advance(Duration span) throws InterruptedException {
        timers.awaitWaiting(1);
        timers.advance(span);
    }

    @Override
    public void close() {
        node.close();
    }
}
