package dev.tendril.peermanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.decision.Decision;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.Ban;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.store.Table;
import dev.tendril.peermanager.stored.BanCodec;
import dev.tendril.peermanager.stored.DecisionCodec;
import dev.tendril.peermanager.stored.PeerCodec;
import dev.tendril.peermanager.stored.StoredPeer;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

/** Whatever bytes lie in a store: it is read to its end, and what is whole is there. */
@Timeout(120)
class DamagedStoreTest {

    private static final Table DAMAGED = new Table("damaged");
    private static final int WHOLE = 20;
    private static final Instant NEXT_YEAR = CoreFixture.EPOCH.plus(Duration.ofDays(365));

    private static Manager reading(MapStore store) throws Exception {
        var before = store.batches();
        var m = new Manager(o -> o.storeWait(Duration.ofDays(1)));
        m.node.bindStore(store);
        store.await(s -> s.batches() > before);
        m.timers.awaitWaiting(1);
        return m;
    }

    private static long counter(Manager m, String name) {
        return m.node.snapshot().counters().getOrDefault(name, 0L);
    }

    /** A valid record of some table, about somebody that the number says. */
    private static byte[] valid(Table table, int number) {
        var who = Who.of(number);
        if (table.equals(Table.PEERS)) {
            return PeerCodec.write(
                    new StoredPeer(
                            who.id(),
                            List.of(CoreFixture.stored(who.address(), true)),
                            3,
                            CoreFixture.EPOCH,
                            Optional.of(CoreFixture.EPOCH)));
        }
        if (table.equals(Table.BANS)) {
            return BanCodec.write(
                    new Ban(new BanTarget.Id(who.id()), NEXT_YEAR, Reason.of("spam"), true));
        }
        return DecisionCodec.write(decision(number, CoreFixture.EPOCH, ""));
    }

    private static Decision decision(long sequence, Instant at, String text) {
        return new Decision(
                sequence,
                at,
                "dial",
                Optional.of(Who.of(1).id()),
                0,
                "",
                Reason.of("wanted"),
                text.isEmpty() ? Map.of() : Map.of("text", text));
    }

    private static byte[] key(Table table, int number) {
        return switch (table.name()) {
            case "peers" -> PeerCodec.key(Who.of(number).id());
            case "bans" -> BanCodec.key(new BanTarget.Id(Who.of(number).id()));
            default -> DecisionCodec.key(number);
        };
    }

    private static byte[] mangled(byte[] whole, RandomGenerator random) {
        var bytes =
                switch (random.nextInt(4)) {
                    case 0 -> new byte[random.nextInt(100)];
                    case 1 -> Arrays.copyOf(whole, random.nextInt(whole.length));
                    default -> whole.clone();
                };
        if (bytes.length < 5 || bytes.length != whole.length) {
            return bytes;
        }
        for (var i = random.nextInt(1, 6); i > 0; i--) {
            bytes[random.nextInt(1, bytes.length)] = (byte) random.nextInt();
        }
        return random.nextInt(3) == 0 ? bytes : sealed(bytes);
    }

    /** With a checksum that is right, so that somebody reads what is within. */
    private static byte[] sealed(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        ByteBuffer.wrap(bytes).putInt(bytes.length - 4, (int) crc.getValue());
        return bytes;
    }

    @Test
    @Covers({"PMN-08", "N-PM-19", "D-15", "I-17"})
    void anyBytesInAnyTable_areReadToTheEnd_andWhatIsWholeLoads() throws Exception {
        var random = Seeds.random(DamagedStoreTest.class);
        for (var round = 0; round < 40; round++) {
            var store = new MapStore();
            for (var table : List.of(Table.PEERS, Table.BANS, Table.DECISIONS)) {
                for (var i = 1; i <= WHOLE; i++) {
                    store.put(table, key(table, i), valid(table, i));
                }
                for (var i = WHOLE + 1; i <= WHOLE * 3; i++) {
                    store.put(table, key(table, i), mangled(valid(table, i), random));
                    var strange = new byte[random.nextInt(1, 30)];
                    random.nextBytes(strange);
                    store.put(table, strange, mangled(valid(table, i), random));
                }
            }
            try (var m = reading(store)) {
                assertEquals(0, counter(m, "store.failures"));
                for (var i = 1; i <= WHOLE; i++) {
                    var id = Who.of(i).id();
                    var peers = m.node.snapshot().peers();
                    assertTrue(peers.stream().anyMatch(p -> p.nodeId().equals(id)), "peer " + i);
                    var ban = new BanTarget.Id(id);
                    assertTrue(m.node.bans().stream().anyMatch(b -> b.target().equals(ban)));
                }
                var damaged =
                        counter(m, "store.damaged.peers")
                                + counter(m, "store.damaged.bans")
                                + counter(m, "store.damaged.decisions");
                assertTrue(damaged > 0);
                assertEquals(damaged, store.size(DAMAGED));
            }
            try (var m = reading(store)) {
                assertEquals(0, counter(m, "store.damaged.peers"), "set aside before");
            }
        }
    }

    @Test
    @Covers("PMN-08")
    void damagedRecords_areKeptUpToALimit_andAsTheyAre() throws Exception {
        var store = new MapStore();
        for (var i = 0; i < 1_500; i++) {
            store.put(Table.PEERS, PeerCodec.key(Who.of(i + 1).id()), new byte[] {(byte) i});
        }
        store.put(Table.BANS, new byte[] {1}, new byte[100_000]);
        try (var m = reading(store)) {
            assertEquals(1_500, counter(m, "store.damaged.peers"));
            assertEquals(501, counter(m, "limit.damaged-kept"));
        }
        assertEquals(0, store.size(Table.PEERS));
        assertEquals(1_000, store.size(DAMAGED));
        var aside = store.get(DAMAGED, "bans:\u0001".getBytes(StandardCharsets.US_ASCII));
        assertEquals(16_384, aside.orElseThrow().length);
        store.put(Table.PEERS, new byte[] {7}, new byte[7]);
        try (var m = reading(store)) {
            assertEquals(1, counter(m, "limit.damaged-kept"), "those from before count too");
        }
        assertEquals(1_000, store.size(DAMAGED));
    }

    @Test
    void decisionsOnDisk_areBoundedByAge_overARestartAndWhileItRuns() throws Exception {
        var store = new MapStore();
        var old = CoreFixture.EPOCH.minus(Duration.ofDays(31));
        var young = CoreFixture.EPOCH.minus(Duration.ofDays(29));
        store.put(Table.DECISIONS, DecisionCodec.key(1), DecisionCodec.write(decision(1, old, "")));
        store.put(
                Table.DECISIONS, DecisionCodec.key(2), DecisionCodec.write(decision(2, young, "")));
        try (var m = reading(store)) {
            assertEquals(1, store.size(Table.DECISIONS));
            assertEquals(1, counter(m, "limit.decisions-age"));
            assertEquals(2, m.node.decisions(10).getLast().sequence());
            m.advance(Duration.ofDays(2));
            store.await(s -> s.size(Table.DECISIONS) == 0);
        }
    }

    @Test
    void decisionsOnDisk_areBoundedByBytes() throws Exception {
        var store = new MapStore();
        var text = "x".repeat(60_000);
        for (var i = 1; i <= 200; i++) { // 12 MB
            store.put(
                    Table.DECISIONS,
                    DecisionCodec.key(i),
                    DecisionCodec.write(decision(i, CoreFixture.EPOCH, text)));
        }
        try (var m = reading(store)) {
            assertTrue(store.size(Table.DECISIONS) < 140, "8 MiB of them stay");
            assertEquals(200 - store.size(Table.DECISIONS), counter(m, "limit.decisions-bytes"));
            assertEquals(200, m.node.decisions(10).getFirst().sequence());
        }
    }

    @Test
    @Covers("N-PM-19")
    void schemaThatCannotBeRead_isNotTouchedEither() throws Exception {
        var store = new MapStore();
        store.put(Table.META, "schema".getBytes(StandardCharsets.US_ASCII), new byte[] {1, 2});
        try (var m = new Manager(o -> o.storeWait(Duration.ofDays(1)))) {
            m.node.bindStore(store);
            m.node.persist(Who.of(1).address());
            assertTrue(m.node.dialNext().address().equals(Who.of(1).address()));
            assertEquals(1, counter(m, "store.refused"));
        }
        assertEquals(0, store.batches());
    }
}
