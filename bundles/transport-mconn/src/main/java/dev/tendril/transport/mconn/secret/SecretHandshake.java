package dev.tendril.transport.mconn.secret;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import dev.tendril.api.address.PublicKey;
import dev.tendril.api.channel.DecodeException;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.identity.NodeIdentity;
import dev.tendril.api.transport.HandshakeException;
import dev.tendril.api.transport.HandshakeFailure;
import dev.tendril.transport.mconn.crypto.EphemeralKey;
import dev.tendril.transport.mconn.crypto.FrameCipher;
import dev.tendril.transport.mconn.crypto.Frames;
import dev.tendril.transport.mconn.crypto.NodeSignatures;
import dev.tendril.transport.mconn.crypto.SessionSecrets;
import dev.tendril.wire.Delimited;
import dev.tendril.wire.KnownFields;
import dev.tendril.wire.proto.connection.AuthSig;
import dev.tendril.wire.proto.connection.EphemeralKey.Builder;
import dev.tendril.wire.proto.crypto.PublicKey.SumCase;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * The handshake of keys (wire.md 2), the same on both sides: each sends before it waits. Stricter
 * than Go where wire.md 8.4 says so. Ends with {@link HandshakeException}, {@link
 * java.io.EOFException} or the link's own exception.
 */
public final class SecretHandshake {

    /** Most bytes of the message with the ephemeral key. */
    public static final int EPHEMERAL_BODY_MAX_BYTES = 1_024;

    /** Most bytes of the proof of identity: Sei adds up to 100 addresses to it. */
    public static final int AUTH_BODY_MAX_BYTES = 16_384;

    private static final int SMALL_BUFFER_FRAMES = 1;

    private final NodeIdentity identity;
    private final FrameCipher.Engine engine;
    private final EphemeralKey.RandomBytes random;
    private final BufferPool pool;

    /** Handshakes of one node. */
    public SecretHandshake(
            NodeIdentity identity,
            FrameCipher.Engine engine,
            EphemeralKey.RandomBytes random,
            BufferPool pool) {
        this.identity = identity;
        this.engine = engine;
        this.random = random;
        this.pool = pool;
    }

    /** Shakes hands over {@code link}; blocks. */
    public SecretSession run(ByteLink link) throws IOException {
        SessionSecrets secrets = agree(link);
        FrameCipher sealing = engine.create(secrets.sendKey(), true);
        FrameCipher opening = engine.create(secrets.receiveKey(), false);
        byte[] challenge = secrets.challenge();
        secrets.erase();
        FrameWriter writer = new FrameWriter(link, sealing, 0);
        FrameReader reader = new FrameReader(link, opening, 0, pool);
        try {
            writer.lend(new byte[Frames.SEALED_BYTES], SMALL_BUFFER_FRAMES);
            sendProof(writer, challenge);
            PublicKey remote = verify(readProof(reader), challenge);
            return new SecretSession(remote, reader, writer);
        } catch (IOException | RuntimeException e) {
            writer.erase();
            reader.release();
            throw e;
        } finally {
            Arrays.fill(challenge, (byte) 0);
        }
    }

    private SessionSecrets agree(ByteLink link) throws IOException {
        EphemeralKey own = EphemeralKey.from(random);
        byte[] shared = new byte[SessionSecrets.KEY_BYTES];
        try {
            byte[] sent = delimitedKey(own.publicKey());
            link.write(sent, 0, sent.length);
            byte[] remotePublic = readEphemeralKey(link);
            if (own.isReflected(remotePublic)) {
                throw refused("ephemeral key is our own");
            }
            if (!own.agree(remotePublic, shared)) {
                throw refused("ephemeral key is of low order");
            }
            return SessionSecrets.derive(own.publicKey(), remotePublic, shared);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("key derivation not available, name: HKDF-SHA256", e);
        } finally {
            own.erase();
            Arrays.fill(shared, (byte) 0);
        }
    }

    private static byte[] delimitedKey(byte[] publicKey) {
        Builder message = dev.tendril.wire.proto.connection.EphemeralKey.newBuilder();
        return Delimited.of(message.setValue(ByteString.copyFrom(publicKey)).build().toByteArray());
    }

    private static byte[] readEphemeralKey(ByteLink link) throws IOException {
        try {
            byte[] body = Delimited.read(new LinkInput(link), EPHEMERAL_BODY_MAX_BYTES);
            var message = dev.tendril.wire.proto.connection.EphemeralKey.parseFrom(body);
            KnownFields.check(message);
            if (message.getValue().size() != SessionSecrets.KEY_BYTES) {
                throw malformed("ephemeral key bytes: " + message.getValue().size());
            }
            return message.getValue().toByteArray();
        } catch (DecodeException | InvalidProtocolBufferException e) {
            throw malformed("ephemeral key: " + e.getMessage());
        }
    }

    private void sendProof(FrameWriter writer, byte[] challenge) throws IOException {
        var key =
                dev.tendril.wire.proto.crypto.PublicKey.newBuilder()
                        .setEd25519(ByteString.copyFrom(identity.publicKey().bytes()));
        AuthSig proof =
                AuthSig.newBuilder()
                        .setPubKey(key)
                        .setSig(ByteString.copyFrom(identity.sign(challenge)))
                        .build();
        byte[] sent = Delimited.of(proof.toByteArray());
        writer.write(sent, 0, sent.length);
        writer.flush();
    }

    private static AuthSig readProof(FrameReader reader) throws IOException {
        try {
            byte[] body = Delimited.read(new PlainInput(reader), AUTH_BODY_MAX_BYTES);
            AuthSig proof = AuthSig.parseFrom(body);
            KnownFields.check(proof);
            KnownFields.check(proof.getPubKey());
            return proof;
        } catch (DecodeException | InvalidProtocolBufferException e) {
            throw malformed("proof of identity: " + e.getMessage());
        }
    }

    /** Checks a proof of identity against the challenge of this session (wire.md 2.6). */
    static PublicKey verify(AuthSig proof, byte[] challenge) throws HandshakeException {
        if (proof.getPubKey().getSumCase() != SumCase.ED25519) {
            throw refused("node key type: " + proof.getPubKey().getSumCase());
        }
        byte[] key = proof.getPubKey().getEd25519().toByteArray();
        if (key.length != PublicKey.LENGTH_BYTES) {
            throw refused("node key bytes: " + key.length);
        }
        if (!NodeSignatures.acceptableKey(key)) {
            throw refused("node key is of small order or not canonical");
        }
        if (!NodeSignatures.verify(key, challenge, proof.getSig().toByteArray())) {
            throw refused("signature does not match the challenge");
        }
        return PublicKey.of(key);
    }

    private static HandshakeException refused(String detail) {
        return new HandshakeException(
                HandshakeFailure.AUTHENTICATION_FAILED.reason(detail), Blame.PEER);
    }

    private static HandshakeException malformed(String detail) {
        return new HandshakeException(
                HandshakeFailure.HANDSHAKE_MALFORMED.reason(detail), Blame.PEER);
    }
}
