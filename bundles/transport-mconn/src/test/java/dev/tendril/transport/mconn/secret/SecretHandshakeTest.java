package dev.tendril.transport.mconn.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tendril.api.transport.HandshakeFailure;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.transport.mconn.SeededIdentity;
import dev.tendril.transport.mconn.crypto.SunJceFrameCipher;
import dev.tendril.transport.mconn.reason.MconnFailure;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The handshake of keys against recorded bytes, right and wrong. */
final class SecretHandshakeTest extends RecordedHandshake {

    @TestFactory
    @Covers("SC-01")
    Stream<DynamicTest> run_writesAndUnderstandsRecordedBytes() {
        return vectors.get("secret_connection").list().stream()
                .flatMap(
                        scenario ->
                                Stream.of(
                                        side(scenario, "A", "B_to_A", "A_to_B"),
                                        side(scenario, "B", "A_to_B", "B_to_A")));
    }

    private static DynamicTest side(JsonValue scenario, String who, String in, String out) {
        return DynamicTest.dynamicTest(
                scenario.get("name").text() + ", side " + who,
                () -> {
                    ScriptedLink link = new ScriptedLink(bytes(scenario.get(in).list()));
                    SecretSession session = handshake(scenario.get(who)).run(link);

                    assertArrayEquals(
                            scenario.get(who).get("authenticated_remote_public").bytes(),
                            session.remoteKey().bytes());
                    assertArrayEquals(
                            bytes(scenario.get(out).list().subList(0, 2)), link.written());
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    W8.2-3f | 0-byte key
                    W8.2-3g | 31-byte key
                    W8.2-3h | 33-byte key
                    W8.2-3e | field 1 as varint
                    W8.2-3c | length prefix 2 MiB
                    W8.2-3d | 11-byte varint prefix
                    W8.2-4a | low order point 0 (order 4)
                    W8.2-4a | low order point 1 (order 1)
                    W8.2-4a | low order point order 8 a
                    W8.2-4a | low order point order 8 b
                    W8.2-4a | low order point p-1 (order 2)
                    W8.2-4a | low order point p (=0, order 4)
                    W8.2-4a | low order point p+1 (=1, order 1)
                    W8.2-4c | our own key reflected (A's)
                    """)
    @Covers({"W8.2-3", "W8.2-4", "W8.4-1", "SC-08", "SC-09"})
    void negative_ephemeral(String id, String name) {
        JsonValue vector = negative("ephemeral", 14, name);
        assertRefused(ephemeralFailure(vector), "", vector.get("bytes").bytes());
    }

    private static HandshakeFailure ephemeralFailure(JsonValue vector) {
        String must = vector.get("must").text();
        return must.contains("all zero") || must.contains("reflection")
                ? HandshakeFailure.AUTHENTICATION_FAILED
                : HandshakeFailure.HANDSHAKE_MALFORMED;
    }

    @ParameterizedTest
    @CsvSource({
        "W8.2-2a, 0",
        "W8.2-2a, 1",
        "W8.2-2a, 34",
        "W8.2-2b, 35",
        "W8.2-2c, 36",
        "W8.2-2c, 535",
        "W8.2-2c, 1078",
    })
    @Covers({"W8.2-2", "W8.2-6", "SC-08"})
    void run_streamEndsAnywhere_isNoSession(String id, int length) {
        byte[] whole = bytes(first.get("B_to_A").list().subList(0, 2));
        ScriptedLink link = new ScriptedLink(Arrays.copyOf(whole, length));
        if (length <= KEY_BYTES) {
            assertThrows(EOFException.class, () -> handshake(first.get("A")).run(link));
        } else {
            assertFault(MconnFailure.FRAME_TRUNCATED, handshake(first.get("A")), link);
        }
    }

    /** As Go has it: a later version may add a field, and the message stays small. */
    @Test
    @Covers({"W8.2-3", "W8.2-3i"})
    void run_unknownFieldBesideTheKey_isSkipped() throws Exception {
        byte[] whole = bytes(first.get("B_to_A").list().subList(0, 2));
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        script.write(whole[0] + 2);
        script.write(whole, 1, KEY_BYTES - 1);
        script.writeBytes(new byte[] {0x10, 1});
        script.write(whole, KEY_BYTES, whole.length - KEY_BYTES);
        SecretSession session =
                handshake(first.get("A")).run(new ScriptedLink(script.toByteArray()));
        assertArrayEquals(
                first.get("B").get("ed25519_public").bytes(), session.remoteKey().bytes());
    }

    @Test
    @Covers({"W8.2-3", "W8.2-3a"})
    void run_emptyMessage_isRefused() {
        assertRefused(HandshakeFailure.HANDSHAKE_MALFORMED, "key bytes: 0", new byte[] {0});
    }

    @Test
    @Covers({"W8.2-3", "W8.2-3b", "W8.4-3"})
    void run_largeClaim_readsNoBody() {
        byte[] million = {(byte) 0x80, (byte) 0x80, 0x40, 1, 2, 3};
        assertEquals(
                3, assertRefused(HandshakeFailure.HANDSHAKE_MALFORMED, "limit: 1024", million));
        byte[] oneTooMany = new byte[2 + 1_025];
        oneTooMany[0] = (byte) 0x81;
        oneTooMany[1] = 0x08;
        assertEquals(
                2, assertRefused(HandshakeFailure.HANDSHAKE_MALFORMED, "limit: 1024", oneTooMany));
    }

    @Test
    @Covers({"W8.2-9", "W8.2-9a"})
    void run_toItsEnd_leavesNoSecretBehind() throws Exception {
        JsonValue a = first.get("A");
        List<byte[]> secrets = new ArrayList<>();
        SecretHandshake handshake =
                new SecretHandshake(
                        new SeededIdentity(a.get("ed25519_seed").bytes()),
                        (key, sealing) -> {
                            secrets.add(key);
                            return new SunJceFrameCipher(key, sealing);
                        },
                        target -> {
                            byte[] scalar = a.get("eph_private_unclamped").bytes();
                            System.arraycopy(scalar, 0, target, 0, scalar.length);
                            secrets.add(target);
                        },
                        new BufferPool(0));
        handshake.run(new ScriptedLink(bytes(first.get("B_to_A").list().subList(0, 2))));
        assertEquals(3, secrets.size());
        secrets.forEach(secret -> assertArrayEquals(new byte[32], secret));
    }

    @Test
    @Covers({"W8.2-9", "W8.2-9c"})
    void run_randomSourceFails_sendsNothing() {
        ScriptedLink link = new ScriptedLink(new byte[0]);
        SecretHandshake handshake =
                new SecretHandshake(
                        SeededIdentity.of(1),
                        SunJceFrameCipher::new,
                        target -> {
                            throw new IllegalStateException("no entropy");
                        },
                        new BufferPool(0));
        assertThrows(IllegalStateException.class, () -> handshake.run(link));
        assertEquals(0, link.written().length);
    }
}
