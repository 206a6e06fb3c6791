package dev.tendril.router;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.identity.NodeIdentity;
import dev.tendril.api.peer.Admission;
import dev.tendril.api.peer.PeerFacts;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.peer.PeerManager;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.HandshakeFailure;
import dev.tendril.api.transport.HandshakeOffer;
import dev.tendril.support.count.Counters;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The way of a fresh connection from its handshake to its admission, the same for both directions.
 */
final class Handshaker {

    private static final Logger LOG = LoggerFactory.getLogger(Handshaker.class);

    private final NodeIdentity identity;
    private final SelfInfo self;
    private final Switchboard board;
    private final LinkKeeper keeper;
    private final Counters counters;
    private final Turns turns = new Turns();

    Handshaker(
            NodeIdentity identity,
            SelfInfo self,
            Switchboard board,
            LinkKeeper keeper,
            Counters counters) {
        this.identity = identity;
        this.self = self;
        this.board = board;
        this.keeper = keeper;
        this.counters = counters;
    }

    /**
     * Shakes hands and, when the peer is admitted and compatible, takes the connection into use.
     * The peer manager is asked about incompatible ones too: it leaves them alone for a while.
     *
     * @param admit asks the peer manager
     */
    void run(
            Attempt attempt,
            Candidate candidate,
            PeerManager manager,
            Function<PeerFacts, Admission> admit)
            throws InterruptedException {
        var announced = self.now();
        var gate = new InboundGate(board::table, announced.channels());
        var offer = new HandshakeOffer(announced, identity, candidate.expected(), gate);
        PeerFacts facts;
        try {
            var handshake = candidate.connection().handshake(offer, candidate.deadline());
            facts =
                    new PeerFacts(
                            announced,
                            handshake,
                            candidate.connection().remoteEndpoint(),
                            candidate.direction());
        } catch (IOException | RuntimeException failure) {
            failed(attempt, candidate, failure);
            return;
        }
        var wrong = wrongId(candidate, facts);
        if (wrong.isPresent()) {
            counters.increment("handshake.failed." + wrong.get().code());
            attempt.fail(wrong.get(), Blame.PEER);
        } else if (attempt.finish()) {
            admit(attempt, candidate, facts, gate, manager, admit);
        } else {
            attempt.closeConnection();
        }
    }

    private void failed(Attempt attempt, Candidate candidate, Exception failure) {
        var end = Failures.of(failure, HandshakeFailure.HANDSHAKE_CLOSED.code());
        if (failure instanceof RuntimeException) {
            counters.increment("transport.threw");
            LOG.warn("transport threw in a handshake, remote: {}", candidate.remote(), failure);
        }
        counters.increment("handshake.failed." + end.reason().code());
        LOG.debug("handshake failed, remote: {}, reason: {}", candidate.remote(), end.reason());
        attempt.fail(end.reason(), end.blame());
    }

    private static Optional<Reason> wrongId(Candidate candidate, PeerFacts facts) {
        var proved = facts.handshake().key().nodeId();
        return candidate
                .expected()
                .filter(id -> !id.equals(proved))
                .map(id -> HandshakeFailure.WRONG_NODE_ID.reason("found: " + proved));
    }

    private void admit(
            Attempt attempt,
            Candidate candidate,
            PeerFacts facts,
            InboundGate gate,
            PeerManager manager,
            Function<PeerFacts, Admission> admit)
            throws InterruptedException {
        var id = facts.handshake().key().nodeId();
        turns.enter(id);
        keeper.doomed().admissionBegins();
        try {
            switch (admit.apply(facts)) {
                case Admission.Refused(Reason reason) -> {
                    counters.increment("admission.refused." + reason.code());
                    LOG.debug("refused, remote: {}, reason: {}", candidate.remote(), reason);
                    attempt.closeConnection();
                }
                case Admission.Admitted admitted ->
                        connect(candidate, facts, gate, manager, admitted);
            }
        } catch (RuntimeException bug) {
            attempt.closeConnection();
            throw bug;
        } finally {
            keeper.doomed().admissionEnds();
            turns.leave(id);
        }
    }

    private void connect(
            Candidate candidate,
            PeerFacts facts,
            InboundGate gate,
            PeerManager manager,
            Admission.Admitted admitted)
            throws InterruptedException {
        try {
            if (admitted.replaces().isPresent()) {
                keeper.replace(admitted.replaces().get());
            }
        } catch (InterruptedException asked) {
            manager.disconnected(admitted.peer(), Reason.of(ReasonCodes.ROUTER_STOPPED), Blame.US);
            throw asked;
        }
        var info =
                new PeerInfo(
                        admitted.peer(),
                        facts.handshake().peer(),
                        facts.direction(),
                        facts.remote());
        keeper.connect(
                new LinkParts(info, facts, candidate.connection(), candidate.transport(), gate),
                manager);
    }

    /**
     * A connection before its handshake.
     *
     * @param expected who was dialed
     */
    record Candidate(
            Connection connection,
            TransportEntry transport,
            Direction direction,
            Optional<NodeId> expected,
            Deadline deadline) {
        String remote() {
            return connection.remoteEndpoint().toString();
        }
    }
}
