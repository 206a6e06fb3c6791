package dev.tendril.peermanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.peer.PeerSnapshot;
import dev.tendril.api.store.PeerStore;
import dev.tendril.api.store.Table;
import dev.tendril.peermanager.stored.PeerCodec;
import dev.tendril.peermanager.stored.StoredPeer;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What survives the end of a process. */
@Timeout(120) // a lost wake-up fails, it does not hang
class StoreTest {

    private static final Who A = Who.of(1);
    private static final Who B = Who.of(2);
    private static final Who C = Who.of(3);

    /** A manager that has read the store. */
    private static Manager reading(MapStore store) throws Exception {
        return reading(store, CoreFixture.SELF);
    }

    private static Manager reading(MapStore store, Who self) throws Exception {
        var before = store.batches();
        var m = new Manager(o -> o.storeWait(Duration.ofDays(1)), self);
        m.node.bindStore(store);
        store.await(s -> s.batches() > before);
        return m;
    }

    private static PeerSnapshot peer(Manager m, Who who) {
        return find(m, who).orElseThrow(() -> new AssertionError("unknown: " + who));
    }

    private static Optional<PeerSnapshot> find(Manager m, Who who) {
        return m.node.snapshot().peers().stream()
                .filter(p -> p.nodeId().equals(who.id()))
                .findFirst();
    }

    @Test
    @Covers({"PMN-01", "PMN-05", "D-16", "I-17"})
    void addresses_areThereAgainAfterARestart_andDialed() throws Exception {
        var store = new MapStore();
        try (var m = reading(store)) {
            for (var who : List.of(A, B, C)) {
                m.node.dial(who.address());
                m.node.dial(who.memory());
                m.node.dialFailed(
                        m.node.dialNext(),
                        dev.tendril.api.decision.Reason.of("refused"),
                        dev.tendril.api.decision.Blame.NOBODY);
                m.node.dial(who.memory());
                m.node.dialFailed(
                        m.node.dialNext(),
                        dev.tendril.api.decision.Reason.of("refused"),
                        dev.tendril.api.decision.Blame.NOBODY);
            }
        }
        try (var m = reading(store)) {
            for (var who : List.of(A, B, C)) {
                assertEquals(2, peer(m, who).addresses().size());
                assertEquals(1, peer(m, who).addresses().getFirst().failures());
            }
            m.advance(Duration.ofMinutes(1));
            assertTrue(m.node.tryDialNext().isPresent());
        }
    }

    /** It is known before the store is read; what was earned with it is not lost for that. */
    @Test
    @Covers("I-17")
    void persistentPeer_hasItsStandingAndItsPastAgain() {
        var f = CoreFixture.with(o -> o.persistent(List.of(A.address())));
        f.restore(
                new StoredPeer(
                        A.id(),
                        List.of(CoreFixture.stored(A.address(), true)),
                        7,
                        CoreFixture.EPOCH,
                        Optional.of(CoreFixture.EPOCH)));

        var again = f.core().toStore(A.id(), f.now()).orElseThrow();
        assertEquals(7, again.points());
        assertEquals(Optional.of(CoreFixture.EPOCH), again.lastConnected());
    }

    @Test
    @Covers("PMN-06")
    void persistence_isNeverReadFromDisk() throws Exception {
        var store = new MapStore();
        try (var m = reading(store)) {
            m.node.persist(A.address());
            m.node.persist(B.address());
        }
        try (var m = reading(store)) {
            assertFalse(peer(m, A).persistent());
            assertEquals(0, peer(m, A).score());
            m.node.persist(B.address());
            assertEquals(1_000, peer(m, B).score());
        }
    }

    @Test
    @Covers({"PMN-07", "I-1"})
    void ourOwnId_isRemovedFromTheStore() throws Exception {
        var store = new MapStore();
        try (var m = reading(store)) {
            m.node.persist(A.address());
            m.node.persist(B.address());
        }
        try (var m = reading(store, A)) {
            assertTrue(find(m, A).isEmpty());
            assertTrue(find(m, B).isPresent());
        }
        assertEquals(Optional.empty(), store.get(Table.PEERS, PeerCodec.key(A.id())));
    }

    @Test
    @Covers({"PMN-08", "N-PM-19", "D-15", "I-17"})
    void damagedRecords_areSkipped_counted_andSetAside() throws Exception {
        var store = new MapStore();
        try (var m = reading(store)) {
            m.node.persist(A.address());
            m.node.persist(B.address());
        }
        var bytes = store.get(Table.PEERS, PeerCodec.key(A.id())).orElseThrow();
        bytes[bytes.length / 2] ^= 1;
        store.put(Table.PEERS, PeerCodec.key(A.id()), bytes);
        store.put(Table.BANS, new byte[] {1}, new byte[0]);
        try (var m = reading(store)) {
            assertTrue(find(m, A).isEmpty());
            assertTrue(find(m, B).isPresent());
            var counters = m.node.snapshot().counters();
            assertEquals(1, counters.get("store.damaged.peers"));
            assertEquals(1, counters.get("store.damaged.bans"));
        }
        assertEquals(2, store.size(new Table("damaged")));
        assertEquals(1, store.size(Table.PEERS));
    }

    @Test
    @Covers("N-PM-19")
    void newerSchema_isNotTouched_andTheNodeGoesOn() throws Exception {
        var store = new MapStore();
        store.put(Table.META, "schema".getBytes(StandardCharsets.US_ASCII), new byte[] {'9'});
        try (var m = new Manager(o -> o.storeWait(Duration.ofDays(1)))) {
            m.node.bindStore(store);
            m.node.persist(A.address());
            assertEquals(A.address(), m.node.dialNext().address());
            assertEquals(1, m.node.snapshot().counters().get("store.refused"));
        }
        assertEquals(0, store.batches());
    }

    @Test
    @Covers({"D-51", "I-17"})
    void bans_areOnDiskAtOnce_andSurviveARestart() throws Exception {
        var store = new MapStore();
        try (var m = reading(store)) {
            var synced = store.synced();
            m.node.ban(new BanTarget.Id(A.id()), Duration.ofDays(1), "a test");
            assertTrue(store.synced() > synced);
            assertEquals(1, store.size(Table.BANS));
            m.node.errored(
                    m.connectIn(B),
                    Behaviour.offence(Behaviour.Severity.BAN, "forged", ""),
                    "test");
            store.await(s -> s.size(Table.BANS) == 3);
        }
        try (var m = reading(store)) {
            assertEquals(3, m.node.bans().size());
            assertEquals("banned", CoreFixture.refused(m.accept(A)));
            m.node.unban(new BanTarget.Id(A.id()));
            assertEquals(2, store.size(Table.BANS));
        }
    }

    @Test
    void scoreAndDecisions_surviveARestart() throws Exception {
        var store = new MapStore();
        try (var m = reading(store)) {
            var a = m.connectIn(A);
            m.node.errored(a, Behaviour.merit(10, "good"), "test");
            m.node.selfDeclared(A.address(), a);
        }
        try (var m = reading(store)) {
            assertEquals(10, peer(m, A).score());
            var why = m.node.why(A.id());
            assertTrue(why.known());
            assertEquals("connect", why.decisions().getLast().verb());
        }
    }

    @Test
    @Covers("N-PM-19")
    void history_isOnDiskAfterOneFlushInterval() throws Exception {
        var store = new MapStore();
        try (var m = new Manager(o -> o.storeFlushInterval(Duration.ofSeconds(3)))) {
            m.node.bindStore(store);
            store.await(s -> s.batches() > 0);
            m.timers.awaitWaiting(1);
            m.node.dial(A.address());
            m.advance(Duration.ofMillis(2_999));
            m.timers.awaitWaiting(1);
            assertEquals(0, store.size(Table.PEERS));
            m.advance(Duration.ofMillis(1));
            store.await(s -> s.size(Table.PEERS) == 1);
        }
    }

    @Test
    void storeThatFails_losesNothing() throws Exception {
        var store = new MapStore();
        try (var m = reading(store)) {
            store.broken(true);
            m.node.persist(A.address());
            m.timers.awaitWaiting(1);
            m.timers.advance(Duration.ofSeconds(5));
            store.await(s -> s.failures() > 0);
            store.broken(false);
        }
        assertEquals(1, store.size(Table.PEERS));
    }

    @Test
    void storeThatComesLate_isMergedWithWhatIsKnown() throws Exception {
        var store = new MapStore();
        var stored =
                new StoredPeer(
                        A.id(),
                        List.of(CoreFixture.stored(A.address(), true)),
                        7,
                        CoreFixture.EPOCH,
                        Optional.empty());
        store.put(Table.PEERS, PeerCodec.key(A.id()), PeerCodec.write(stored));
        try (var m = new Manager(o -> o)) {
            var a = m.connectIn(A);
            m.node.persist(B.address());
            m.node.bindStore(store);
            store.await(s -> s.batches() > 0);
            assertEquals(a, peer(m, A).connection().orElseThrow().ref());
            assertEquals("verified", peer(m, A).addresses().getFirst().origin());
        }
        assertEquals(2, store.size(Table.PEERS));
    }

    @Test
    @Covers("PMN-03")
    void dialing_waitsForAStore_butNotForEver() throws Exception {
        try (var m =
                new Manager(
                        o -> o.persistent(List.of(A.address())).storeWait(Duration.ofSeconds(2)))) {
            assertEquals(Optional.empty(), m.node.tryDialNext());
            var asked = Asked.of(m.node::dialNext);
            m.timers.awaitWaiting(2);
            m.timers.advance(Duration.ofSeconds(2));
            assertEquals(A.address(), asked.get().address());
        }
    }

    @Test
    void storeThatIsExchanged_getsEverything() throws Exception {
        var first = new MapStore();
        var second = new MapStore();
        try (var m = reading(first)) {
            m.node.persist(A.address());
            m.node.bindStore(second);
            m.node.unbindStore((PeerStore) first);
            second.await(s -> s.batches() > 0);
        }
        assertEquals(1, second.size(Table.PEERS));
    }

    @Test
    void decisionsMadeBeforeTheStoreIsRead_areNumberedBehindThoseThatAreThere() throws Exception {
        var store = new MapStore();
        try (var m = reading(store)) {
            m.node.persist(A.address());
            m.node.persist(B.address());
        }
        var before = store.size(Table.DECISIONS);
        assertTrue(before >= 2);
        try (var m = new Manager(o -> o)) {
            m.node.persist(C.address());
            m.node.bindStore(store);
            store.await(s -> s.size(Table.DECISIONS) > before);
            var decisions = m.node.decisions(100);
            assertEquals(C.id(), decisions.getFirst().nodeId().orElseThrow());
            assertEquals(before + 1, decisions.size());
            for (var i = 1; i < decisions.size(); i++) {
                assertTrue(decisions.get(i - 1).sequence() > decisions.get(i).sequence());
            }
        }
        assertEquals(before + 1, store.size(Table.DECISIONS));
    }

    @Test
    void decisionsOnDisk_areBounded_whateverStrangersDoBetween() throws Exception {
        var store = new MapStore();
        try (var m = reading(store)) {
            for (var i = 0; i < 10_100; i++) {
                m.node.ban(new BanTarget.Id(A.id()), Duration.ofDays(1), "a test");
                m.node.ban(new BanTarget.Network(A.ip()), Duration.ofDays(1), "a test");
                m.node.screen(A.endpoint());
                m.node.unban(new BanTarget.Network(A.ip()));
                if (store.size(Table.DECISIONS) > 10_000) {
                    break;
                }
            }
            assertTrue(store.size(Table.DECISIONS) <= 10_000);
        }
    }
}
