package dev.tendril.transport.mconn.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

final class KeccakTest {

    private static final int RATE_BYTES = 136;

    @Test
    void permute_zeroState_startsAsPublished() {
        byte[] state = new byte[Keccak.STATE_BYTES];
        Keccak.permute(state);
        assertEquals("e7dde140798f25f1", HexFormat.of().formatHex(state, 0, 8));
    }

    /** SHA3-256 of one block on this permutation equals the JDK's. */
    @Test
    void permute_makesSha3() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        MessageDigest jdk = MessageDigest.getInstance("SHA3-256");
        for (int length = 0; length < RATE_BYTES; length++) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            byte[] state = Arrays.copyOf(message, Keccak.STATE_BYTES);
            state[length] ^= 0x06;
            state[RATE_BYTES - 1] ^= (byte) 0x80;
            Keccak.permute(state);
            assertArrayEquals(jdk.digest(message), Arrays.copyOf(state, 32));
        }
    }
}
