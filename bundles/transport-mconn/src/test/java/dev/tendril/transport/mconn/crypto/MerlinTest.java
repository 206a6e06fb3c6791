package dev.tendril.transport.mconn.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.testkit.vectors.Vectors;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HexFormat;

final class MerlinTest {

    private final JsonValue primitives = Vectors.load().get("primitives");

    @Test
    void challenge_simpleTranscript() {
        Merlin transcript = new Merlin("test protocol");
        transcript.append("some label", Strobe.ascii("some data"));
        assertEquals(
                primitives.get("merlin_simple").get("challenge_32").text(),
                hex(transcript.challenge("challenge", 32)));
    }

    @Test
    void challenge_manySteps() {
        Merlin transcript = new Merlin("test protocol");
        transcript.append("step1", Strobe.ascii("some data"));
        byte[] data = new byte[1024];
        Arrays.fill(data, (byte) 0x63);
        byte[] challenge = {};
        for (int i = 0; i < 32; i++) {
            challenge = transcript.challenge("challenge", 32);
            transcript.append("bigdata", data);
            transcript.append("challengedata", challenge);
        }
        assertEquals(primitives.get("merlin_complex_last_challenge").text(), hex(challenge));
    }

    @Test
    void strobe_conformance() {
        Strobe strobe = new Strobe("Conformance Test Protocol");
        byte[] message = new byte[1024];
        Arrays.fill(message, (byte) 0x63);
        strobe.metaAd(Strobe.ascii("ms"), false);
        strobe.metaAd(Strobe.ascii("g"), true);
        strobe.ad(message, false);
        strobe.metaAd(Strobe.ascii("prf"), false);
        byte[] first = strobe.prf(32);
        assertEquals(primitives.get("strobe_conformance_prf1").text(), hex(first));

        strobe.metaAd(Strobe.ascii("key"), false);
        strobe.key(first);
        strobe.metaAd(Strobe.ascii("prf"), false);
        assertEquals(primitives.get("strobe_conformance_prf2").text(), hex(strobe.prf(32)));
    }

    @Test
    void strobe_initialState() {
        byte[] state = new byte[Keccak.STATE_BYTES];
        byte[] start = {1, (byte) 168, 1, 0, 1, 96};
        System.arraycopy(start, 0, state, 0, start.length);
        byte[] name = Strobe.ascii("STROBEv1.0.2");
        System.arraycopy(name, 0, state, start.length, name.length);
        Keccak.permute(state);
        assertEquals(
                primitives.get("strobe_initial_state_after_first_permutation").text(), hex(state));
    }

    @Test
    void strobe_continuedWithOtherFlags_isOurBug() {
        Strobe strobe = new Strobe("x");
        strobe.ad(new byte[1], false);
        assertThrows(IllegalStateException.class, () -> strobe.metaAd(new byte[1], true));
    }

    @Test
    void erase_leavesNothing() {
        Merlin transcript = new Merlin("x");
        transcript.erase();
        assertEquals("00".repeat(Keccak.STATE_BYTES), hex(transcript.strobe().stateCopy()));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
