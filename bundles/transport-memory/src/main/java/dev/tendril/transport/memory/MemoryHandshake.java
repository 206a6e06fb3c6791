package dev.tendril.transport.memory;

import dev.tendril.api.address.PublicKey;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.transport.Handshake;
import dev.tendril.api.transport.HandshakeFailure;
import dev.tendril.api.transport.HandshakeOffer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The handshake: keys and nonces, signatures over both, node infos; each step in both directions at
 * the same time. As with CometBFT a key is proved before its holder learns anything but our key,
 * and whoever was dialed is checked before our node info is sent.
 */
final class MemoryHandshake {

    /** Keeps these signatures from being good for anything else. */
    private static final byte[] PURPOSE =
            "tendril memory handshake 1\n".getBytes(StandardCharsets.US_ASCII);

    private final HandshakeOffer offer;
    private final KeyProof proof;
    private final byte[] nonce;

    MemoryHandshake(HandshakeOffer offer, KeyProof proof, byte[] nonce) {
        this.offer = offer;
        this.proof = proof;
        this.nonce = nonce;
    }

    Handshake run(Exchange exchange, Deadline deadline) throws InterruptedException, Failed {
        var ours = new Frame.Hello(offer.identity().publicKey(), nonce);
        exchange.send(ours, deadline);
        var theirs = expect(Frame.Hello.class, exchange.receive(deadline));
        if (Arrays.equals(theirs.nonce(), nonce)) {
            throw new Failed(HandshakeFailure.HANDSHAKE_MALFORMED, "our own nonce came back");
        }
        exchange.send(new Frame.Proof(offer.identity().sign(signed(ours, theirs))), deadline);
        var signature = expect(Frame.Proof.class, exchange.receive(deadline)).signature();
        if (!proof.holds(theirs.key(), signed(theirs, ours), signature)) {
            throw new Failed(HandshakeFailure.AUTHENTICATION_FAILED, "signature is not of the key");
        }
        checkExpected(theirs.key());
        exchange.send(new Frame.Info(offer.self()), deadline);
        return handshake(expect(Frame.Info.class, exchange.receive(deadline)).node(), theirs.key());
    }

    private void checkExpected(PublicKey key) throws Failed {
        var proved = key.nodeId();
        if (offer.expected().isPresent() && !offer.expected().get().equals(proved)) {
            throw new Failed(
                    HandshakeFailure.WRONG_NODE_ID,
                    "expected: " + offer.expected().get() + ", proved: " + proved);
        }
    }

    private static Handshake handshake(NodeInfo peer, PublicKey key) throws Failed {
        if (!peer.nodeId().equals(key.nodeId())) {
            throw new Failed(
                    HandshakeFailure.NODE_INFO_INVALID,
                    "node info names another id: " + peer.nodeId());
        }
        return new Handshake(peer, key);
    }

    /** What the sender of {@code own} signs. */
    private static byte[] signed(Frame.Hello own, Frame.Hello other) {
        var parts =
                new byte[][] {
                    PURPOSE, own.key().bytes(), own.nonce(), other.key().bytes(), other.nonce()
                };
        var length = 0;
        for (var part : parts) {
            length += part.length;
        }
        var all = new byte[length];
        var at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static <F extends Frame> F expect(Class<F> type, Frame frame) throws Failed {
        if (!type.isInstance(frame)) {
            throw new Failed(
                    HandshakeFailure.HANDSHAKE_MALFORMED,
                    "unexpected: " + frame.getClass().getSimpleName());
        }
        return type.cast(frame);
    }

    /** The way to the other side. */
    interface Exchange {

        void send(Frame frame, Deadline deadline) throws InterruptedException, Failed;

        Frame receive(Deadline deadline) throws InterruptedException, Failed;
    }

    /** The handshake failed. */
    static final class Failed extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Ending ending;

        Failed(HandshakeFailure failure, String detail) {
            this(Ending.handshake(failure, detail));
        }

        Failed(Ending ending) {
            super(ending.reason().toString());
            this.ending = ending;
        }

        Ending ending() {
            return ending;
        }
    }
}
