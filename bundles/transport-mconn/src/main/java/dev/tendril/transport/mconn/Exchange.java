package dev.tendril.transport.mconn;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PublicKey;
import dev.tendril.api.channel.DecodeException;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.transport.Handshake;
import dev.tendril.api.transport.HandshakeException;
import dev.tendril.api.transport.HandshakeFailure;
import dev.tendril.api.transport.HandshakeOffer;
import dev.tendril.transport.mconn.secret.ByteLink;
import dev.tendril.transport.mconn.secret.PlainInput;
import dev.tendril.transport.mconn.secret.SecretHandshake;
import dev.tendril.transport.mconn.secret.SecretSession;
import dev.tendril.wire.Delimited;
import dev.tendril.wire.NodeInfoCodec;
import dev.tendril.wire.NodeInfoDialect;

import java.io.IOException;

/**
 * A whole handshake (wire.md 2, 3): keys, then the id that was expected, then node infos in both
 * directions. Our node info goes to nobody who has not proved the expected id.
 */
final class Exchange {

    private final SecretHandshake secretHandshake;
    private final HandshakeOffer offer;
    private final NodeInfoDialect dialect;

    Exchange(SecretHandshake secretHandshake, HandshakeOffer offer, NodeInfoDialect dialect) {
        this.secretHandshake = secretHandshake;
        this.offer = offer;
        this.dialect = dialect;
    }

    /** Blocks; on failure the session is worthless. */
    Exchanged run(ByteLink link) throws IOException {
        SecretSession session = secretHandshake.run(link);
        try {
            checkExpected(session.remoteKey());
            byte[] ours = Delimited.of(NodeInfoCodec.encode(offer.self(), dialect));
            session.writer().write(ours, 0, ours.length);
            session.writer().flush();
            session.writer().takeBack();
            NodeInfo theirs = readNodeInfo(session);
            checkOwner(theirs, session.remoteKey());
            return new Exchanged(session, new Handshake(theirs, session.remoteKey()));
        } catch (IOException | RuntimeException e) {
            session.writer().erase();
            session.reader().release();
            throw e;
        }
    }

    private void checkExpected(PublicKey proved) throws HandshakeException {
        if (offer.expected().isPresent()) {
            NodeId expected = offer.expected().get();
            if (!expected.equals(proved.nodeId())) {
                throw failure(
                        HandshakeFailure.WRONG_NODE_ID,
                        "expected: " + expected + ", proved: " + proved.nodeId(),
                        Blame.NOBODY);
            }
        }
    }

    private NodeInfo readNodeInfo(SecretSession session) throws IOException {
        try {
            byte[] body =
                    Delimited.read(new PlainInput(session.reader()), NodeInfoCodec.BODY_MAX_BYTES);
            return NodeInfoCodec.decode(body, dialect);
        } catch (DecodeException e) {
            throw failure(
                    HandshakeFailure.NODE_INFO_INVALID, String.valueOf(e.getMessage()), Blame.PEER);
        }
    }

    private static void checkOwner(NodeInfo theirs, PublicKey key) throws HandshakeException {
        if (!theirs.nodeId().equals(key.nodeId())) {
            throw failure(
                    HandshakeFailure.NODE_INFO_INVALID,
                    "node id is not of the key, node id: " + theirs.nodeId(),
                    Blame.PEER);
        }
    }

    private static HandshakeException failure(
            HandshakeFailure failure, String detail, Blame blame) {
        return new HandshakeException(failure.reason(detail), blame);
    }

    /** What a handshake leaves behind. */
    record Exchanged(SecretSession session, Handshake handshake) {}
}
