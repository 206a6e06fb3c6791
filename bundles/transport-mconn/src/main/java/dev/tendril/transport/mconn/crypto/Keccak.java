package dev.tendril.transport.mconn.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The permutation Keccak-f[1600] on a state of 200 bytes (FIPS 202; wire.md 2.4.1). */
final class Keccak {

    /** Size of the state. */
    static final int STATE_BYTES = 200;

    private static final int LANES = 25;
    private static final VarHandle LANE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long[] ROUND_CONSTANTS = {
        0x0000000000000001L, 0x0000000000008082L, 0x800000000000808aL, 0x8000000080008000L,
        0x000000000000808bL, 0x0000000080000001L, 0x8000000080008081L, 0x8000000000008009L,
        0x000000000000008aL, 0x0000000000000088L, 0x0000000080008009L, 0x000000008000000aL,
        0x000000008000808bL, 0x800000000000008bL, 0x8000000000008089L, 0x8000000000008003L,
        0x8000000000008002L, 0x8000000000000080L, 0x000000000000800aL, 0x800000008000000aL,
        0x8000000080008081L, 0x8000000000008080L, 0x0000000080000001L, 0x8000000080008008L,
    };

    /** Left rotation of lane x + 5y. */
    private static final int[] ROTATIONS = {
        0, 1, 62, 28, 27, //
        36, 44, 6, 55, 20, //
        3, 10, 43, 25, 39, //
        41, 45, 15, 21, 8, //
        18, 2, 61, 56, 14,
    };

    private Keccak() {}

    /** Permutes {@code state} in place. */
    static void permute(byte[] state) {
        long[] lanes = new long[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = (long) LANE.get(state, i * Long.BYTES);
        }
        long[] moved = new long[LANES];
        for (long constant : ROUND_CONSTANTS) {
            theta(lanes);
            rhoAndPi(lanes, moved);
            chi(moved, lanes);
            lanes[0] ^= constant;
        }
        for (int i = 0; i < LANES; i++) {
            LANE.set(state, i * Long.BYTES, lanes[i]);
        }
        Arrays.fill(lanes, 0);
        Arrays.fill(moved, 0);
    }

    private static void theta(long[] a) {
        long c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20];
        long c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21];
        long c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22];
        long c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23];
        long c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24];
        long d0 = c4 ^ Long.rotateLeft(c1, 1);
        long d1 = c0 ^ Long.rotateLeft(c2, 1);
        long d2 = c1 ^ Long.rotateLeft(c3, 1);
        long d3 = c2 ^ Long.rotateLeft(c4, 1);
        long d4 = c3 ^ Long.rotateLeft(c0, 1);
        for (int y = 0; y < LANES; y += 5) {
            a[y] ^= d0;
            a[y + 1] ^= d1;
            a[y + 2] ^= d2;
            a[y + 3] ^= d3;
            a[y + 4] ^= d4;
        }
    }

    private static void rhoAndPi(long[] a, long[] b) {
        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 5; x++) {
                int from = x + 5 * y;
                int to = y + 5 * ((2 * x + 3 * y) % 5);
                b[to] = Long.rotateLeft(a[from], ROTATIONS[from]);
            }
        }
    }

    private static void chi(long[] b, long[] a) {
        for (int y = 0; y < LANES; y += 5) {
            for (int x = 0; x < 5; x++) {
                a[y + x] = b[y + x] ^ (~b[y + (x + 1) % 5] & b[y + (x + 2) % 5]);
            }
        }
    }
}
