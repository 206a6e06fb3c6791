package dev.tendril.transport.mconn.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.decision.Blame;
import dev.tendril.api.transport.HandshakeException;
import dev.tendril.api.transport.HandshakeFailure;
import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.testkit.vectors.Vectors;
import dev.tendril.transport.mconn.SeededIdentity;
import dev.tendril.transport.mconn.crypto.Frames;
import dev.tendril.transport.mconn.crypto.SunJceFrameCipher;
import dev.tendril.transport.mconn.reason.MconnFailure;
import dev.tendril.transport.mconn.reason.ProtocolFault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * What a test of the handshake plays: a peer whose bytes were recorded, and what it is answered.
 */
class RecordedHandshake {

    /** Bytes of the message with the ephemeral key. */
    static final int KEY_BYTES = 35;

    final JsonValue vectors = Vectors.load();
    final JsonValue first = vectors.get("secret_connection").list().getFirst();

    /** In the first frame that the recorded peer sends. */
    byte[] sealed(byte[] plain) throws IOException {
        return sealed(plain, first.get("B").get("send_key").bytes());
    }

    static byte[] sealed(byte[] plain, byte[] key) throws IOException {
        ScriptedLink frames = new ScriptedLink(new byte[0]);
        FrameWriter writer = new FrameWriter(frames, new SunJceFrameCipher(key, true), 0);
        writer.lend(new byte[Frames.SEALED_BYTES], 1);
        writer.write(plain, 0, plain.length);
        writer.flush();
        return frames.written();
    }

    static void assertFault(MconnFailure expected, SecretHandshake handshake, ScriptedLink link) {
        assertEquals(
                expected, assertThrows(ProtocolFault.class, () -> handshake.run(link)).failure());
    }

    /** One of so many vectors of a layer, each of which has its row. */
    JsonValue negative(String layer, int count, String name) {
        List<JsonValue> found =
                vectors.get("negative").list().stream()
                        .filter(vector -> vector.get("layer").text().equals(layer))
                        .toList();
        assertEquals(count, found.size());
        return found.stream()
                .filter(vector -> vector.get("name").text().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static SecretHandshake handshake(JsonValue side) {
        byte[] scalar = side.get("eph_private_unclamped").bytes();
        return new SecretHandshake(
                new SeededIdentity(side.get("ed25519_seed").bytes()),
                SunJceFrameCipher::new,
                target -> System.arraycopy(scalar, 0, target, 0, scalar.length),
                new BufferPool(0));
    }

    /** Returns how many bytes of the script were read. */
    int assertRefused(HandshakeFailure expected, String detail, byte[] script) {
        ScriptedLink link = new ScriptedLink(script);
        HandshakeException refused =
                assertThrows(HandshakeException.class, () -> handshake(first.get("A")).run(link));
        assertEquals(expected.code(), refused.reason().code());
        assertEquals(Blame.PEER, refused.blame());
        assertTrue(refused.reason().detail().contains(detail), refused.reason().detail());
        return link.readBytes();
    }

    static byte[] bytes(List<JsonValue> frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        frames.forEach(frame -> all.writeBytes(frame.get("tcp_bytes").bytes()));
        return all.toByteArray();
    }
}
