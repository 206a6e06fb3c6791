package dev.tendril.peermanager.stored;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tendril.api.decision.Decision;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.Ban;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.peermanager.Who;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records as bytes. */
class CodecTest {

    private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789Z");
    private static final Who A = Who.of(1);

    private static StoredPeer peer() {
        return new StoredPeer(
                A.id(),
                List.of(
                        new StoredAddress(
                                A.address(),
                                'h',
                                "source",
                                true,
                                3,
                                Optional.of(AT),
                                Optional.empty(),
                                Optional.of(AT)),
                        new StoredAddress(
                                A.memory(),
                                'o',
                                "",
                                false,
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())),
                -12.5,
                AT,
                Optional.of(AT));
    }

    @Test
    @Covers("I-17")
    void writtenRecords_areReadBack() throws Exception {
        assertEquals(peer(), PeerCodec.read(PeerCodec.key(A.id()), PeerCodec.write(peer())));
        for (var target :
                List.of(new BanTarget.Id(A.id()), new BanTarget.Network("192.0.2.0/24"))) {
            var ban = new Ban(target, AT, new Reason("spam", "much"), true);
            assertEquals(ban, BanCodec.read(BanCodec.key(target), BanCodec.write(ban)));
        }
        var decision =
                new Decision(
                        7,
                        AT,
                        "dial",
                        Optional.of(A.id()),
                        9,
                        "somewhere",
                        Reason.of("why"),
                        Map.of("score", "3"));
        assertEquals(
                decision, DecisionCodec.read(DecisionCodec.key(7), DecisionCodec.write(decision)));
        assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 1, 0}, DecisionCodec.key(256));
    }

    @Test
    @Covers({"N-PM-19", "I-17"})
    void everyFlippedBitAndEveryCut_isFound() {
        var bytes = PeerCodec.write(peer());
        for (var i = 0; i < bytes.length; i++) {
            var flipped = bytes.clone();
            flipped[i] ^= (byte) (1 << (i % 8));
            assertThrows(
                    DamagedRecordException.class,
                    () -> PeerCodec.read(PeerCodec.key(A.id()), flipped));
            var cut = java.util.Arrays.copyOf(bytes, i);
            assertThrows(
                    DamagedRecordException.class, () -> PeerCodec.read(PeerCodec.key(A.id()), cut));
        }
    }

    @Test
    @Covers("I-17")
    void anyBytes_endInARecordOrInOneException() {
        var random = Seeds.random(CodecTest.class);
        for (var i = 0; i < 20_000; i++) {
            var key = new byte[random.nextInt(24)];
            var value = new byte[random.nextInt(80)];
            random.nextBytes(key);
            random.nextBytes(value);
            assertThrows(DamagedRecordException.class, () -> PeerCodec.read(key, value));
            assertThrows(DamagedRecordException.class, () -> BanCodec.read(key, value));
            assertThrows(DamagedRecordException.class, () -> DecisionCodec.read(key, value));
        }
    }

    @Test
    void recordUnderAnotherKey_isDamaged() {
        assertThrows(
                DamagedRecordException.class,
                () -> PeerCodec.read(PeerCodec.key(Who.of(2).id()), PeerCodec.write(peer())));
    }
}
