package dev.tendril.transport.mconn.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.testkit.Covers;
import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.testkit.vectors.Vectors;

import org.junit.jupiter.api.Test;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

final class SessionSecretsTest {

    private static final List<String> LABELS =
            List.of("EPHEMERAL_LOWER_PUBLIC_KEY", "EPHEMERAL_UPPER_PUBLIC_KEY", "DH_SECRET");

    private final JsonValue vectors = Vectors.load();

    @Test
    @Covers("SC-05")
    void derive_goldenKeys() throws Exception {
        byte[] low = new byte[32];
        byte[] high = new byte[32];
        Arrays.fill(high, (byte) 0xff);
        List<JsonValue> golden = vectors.get("primitives").get("derive_keys_golden").list();
        assertEquals(32, golden.size());
        for (JsonValue line : golden) {
            byte[] shared = line.get("dh_secret").bytes();
            boolean localIsLower = line.get("local_is_lower").text().equals("T");
            SessionSecrets secrets =
                    SessionSecrets.derive(
                            localIsLower ? low : high, localIsLower ? high : low, shared);

            assertArrayEquals(line.get("recv_key").bytes(), secrets.receiveKey());
            assertArrayEquals(line.get("send_key").bytes(), secrets.sendKey());
            assertArrayEquals(
                    line.get("okm_64_96").bytes(),
                    Arrays.copyOfRange(SessionSecrets.expand(shared), 64, 96));
        }
    }

    @Test
    void transcript_statesAfterEachStep() throws Exception {
        for (JsonValue scenario : vectors.get("secret_connection").list()) {
            checkTranscript(scenario.get("shared"));
        }
        checkTranscript(vectors.get("noncanonical_ephemeral_key"));
    }

    private static void checkTranscript(JsonValue shared) throws Exception {
        List<byte[]> inputs =
                List.of(
                        shared.get("lower_pub").bytes(),
                        shared.get("upper_pub").bytes(),
                        shared.get("dh_secret").bytes());
        List<JsonValue> steps = shared.get("transcript_steps").list();
        Merlin transcript = new Merlin("TENDERMINT_SECRET_CONNECTION_TRANSCRIPT_HASH");
        checkState(steps.getFirst(), transcript.strobe());
        for (int i = 0; i < inputs.size(); i++) {
            transcript.append(LABELS.get(i), inputs.get(i));
            checkState(steps.get(i + 1), transcript.strobe());
        }
        byte[] challenge = transcript.challenge("SECRET_CONNECTION_MAC", 32);
        checkState(steps.getLast(), transcript.strobe());
        assertArrayEquals(shared.get("challenge").bytes(), challenge);
        assertArrayEquals(
                shared.get("hkdf_okm_96").bytes(), SessionSecrets.expand(inputs.getLast()));
    }

    private static void checkState(JsonValue step, Strobe strobe) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(strobe.stateCopy());
        assertEquals(step.get("state_sha256").text(), HexFormat.of().formatHex(hash));
        assertEquals(step.get("pos").intValue(), strobe.position());
        assertEquals(step.get("pos_begin").intValue(), strobe.positionBegin());
        assertEquals(step.get("cur_flags").intValue(), strobe.currentFlags());
    }

    @Test
    void derive_bothSides_agree() throws Exception {
        for (JsonValue scenario : vectors.get("secret_connection").list()) {
            JsonValue a = scenario.get("A");
            JsonValue b = scenario.get("B");
            check(a, b.get("eph_public").bytes(), scenario.get("shared").get("challenge").bytes());
            check(b, a.get("eph_public").bytes(), scenario.get("shared").get("challenge").bytes());
        }
    }

    private static void check(JsonValue side, byte[] remote, byte[] challenge) throws Exception {
        EphemeralKey key = key(side.get("eph_private_unclamped").bytes());
        byte[] shared = new byte[32];
        assertArrayEquals(side.get("eph_public").bytes(), key.publicKey());
        assertTrue(key.agree(remote, shared));
        SessionSecrets secrets = SessionSecrets.derive(key.publicKey(), remote, shared);
        assertArrayEquals(challenge, secrets.challenge());
        assertArrayEquals(side.get("send_key").bytes(), secrets.sendKey());
        assertArrayEquals(side.get("recv_key").bytes(), secrets.receiveKey());
    }

    @Test
    void agree_keyWithBit255_countsInTheTranscriptOnly() throws Exception {
        JsonValue vector = vectors.get("noncanonical_ephemeral_key");
        EphemeralKey key = key(vector.get("local_eph_private").bytes());
        byte[] remote = vector.get("remote_eph_public_as_received").bytes();
        byte[] shared = new byte[32];

        assertTrue(key.agree(remote, shared));
        assertArrayEquals(vector.get("dh_secret").bytes(), shared);
        assertArrayEquals(
                vector.get("challenge").bytes(),
                SessionSecrets.derive(key.publicKey(), remote, shared).challenge());
    }

    @Test
    @Covers({"SC-09", "W8.2-4", "W8.2-4a", "W8.2-4b", "W8.4-1"})
    void agree_lowOrderPoints_areNoted() {
        EphemeralKey key = key(new byte[] {8});
        byte[] shared = new byte[32];
        for (JsonValue point :
                vectors.get("primitives").get("low_order_points").object().values()) {
            byte[] bytes = point.bytes();
            assertFalse(key.agree(bytes, shared), point.text());
            bytes[31] |= (byte) 0x80;
            assertFalse(key.agree(bytes, shared), point.text());
        }
    }

    @Test
    @Covers({"W8.2-4", "W8.2-4c", "W8.4-1"})
    void isReflected_ownKeyWithAndWithoutBit255() {
        EphemeralKey key = key(new byte[] {8});
        byte[] own = key.publicKey();
        assertTrue(key.isReflected(own));
        own[31] |= (byte) 0x80;
        assertTrue(key.isReflected(own));
        assertFalse(key.isReflected(key(new byte[] {16}).publicKey()));
    }

    @Test
    @Covers("W8.2-9")
    void erase_overwritesKeysAndChallenge() throws Exception {
        SessionSecrets secrets = SessionSecrets.derive(new byte[32], new byte[] {1}, new byte[32]);
        secrets.erase();
        assertArrayEquals(new byte[32], secrets.sendKey());
        assertArrayEquals(new byte[32], secrets.receiveKey());
        assertArrayEquals(new byte[32], secrets.challenge());
    }

    private static EphemeralKey key(byte[] scalar) {
        return EphemeralKey.from(target -> System.arraycopy(scalar, 0, target, 0, scalar.length));
    }
}
