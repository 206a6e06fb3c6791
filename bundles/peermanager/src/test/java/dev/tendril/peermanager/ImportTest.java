package dev.tendril.peermanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.peer.Ban;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.store.Table;
import dev.tendril.peermanager.stored.BanCodec;
import dev.tendril.support.limit.Limit;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** An address book of another node comes in as hearsay. */
@Timeout(120)
class ImportTest {

    private static final Who A = Who.of(1);
    private static final Who B = Who.of(2);
    private static final Who C = Who.of(3);

    @TempDir private Path folder;

    private Path book(NodeAddress... addresses) throws IOException {
        var entries =
                Arrays.stream(addresses)
                        .map(
                                a ->
                                        "{\"addr\":{\"id\":\"%s\",\"ip\":\"%s\",\"port\":%d}}"
                                                .formatted(a.nodeId().hex(), a.host(), a.port()))
                        .collect(Collectors.joining(",", "{\"key\":\"k\",\"addrs\":[", "]}"));
        return Files.writeString(folder.resolve("addrbook.json"), entries);
    }

    private static void awaitCounter(Manager m, String name) throws InterruptedException {
        while (m.node.snapshot().counters().getOrDefault(name, 0L) == 0) {
            Thread.yield();
        }
    }

    @Test
    void book_isHearsayOfTheFile_andDialed() throws Exception {
        try (var m = new Manager(o -> o.storeWait(Duration.ZERO))) {
            m.node.importBook(book(A.address(), B.address()));
            awaitCounter(m, "import.files");
            var peer = m.node.snapshot().peers().getFirst();
            assertEquals("hearsay", peer.addresses().getFirst().origin());
            assertEquals("addr-book-file", peer.addresses().getFirst().source());
            assertTrue(m.node.tryDialNext().isPresent());
            var asker = m.connectIn(C);
            assertEquals(List.of(), m.node.advertise(asker, 10), "hearsay is not told on");
        }
    }

    @Test
    void book_waitsForTheStore_andItsBansHold() throws Exception {
        var store = new MapStore();
        var ban =
                new Ban(
                        new BanTarget.Id(A.id()),
                        CoreFixture.EPOCH.plus(Duration.ofDays(1)),
                        dev.tendril.api.decision.Reason.of("spam"),
                        true);
        store.put(Table.BANS, BanCodec.key(ban.target()), BanCodec.write(ban));
        try (var m = new Manager(o -> o.storeWait(Duration.ofDays(1)))) {
            m.node.importBook(book(A.address(), B.address()));
            m.timers.awaitWaiting(2);
            assertEquals(List.of(), m.node.snapshot().peers());
            m.node.bindStore(store);
            awaitCounter(m, "import.files");
            var peers = m.node.snapshot().peers();
            assertEquals(List.of(B.id()), peers.stream().map(p -> p.nodeId()).toList());
            assertEquals(1, m.node.snapshot().counters().get("import.banned"));
        }
    }

    @Test
    @Covers("W8.3-8")
    void book_thatIsBroken_givesWhatIsWhole_andTheNodeGoesOn() throws Exception {
        var file = book(A.address(), B.address());
        var text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 9));
        try (var m = new Manager(o -> o.storeWait(Duration.ZERO))) {
            m.node.importBook(file);
            awaitCounter(m, "import.files");
            assertEquals(1, m.node.snapshot().counters().get("import.damaged"));
            assertEquals(A.id(), m.node.dialNext().address().nodeId());
        }
    }

    @Test
    void whatCannotBeUsed_isLeftOutForItsReason() {
        var f = CoreFixture.with(o -> o.privateIds(Set.of(C.id()))).know(B);
        f.core()
                .ban(
                        new BanTarget.Network("30.0.0.0/8"),
                        Duration.ofDays(1),
                        dev.tendril.api.decision.Reason.of("spam"),
                        f.now());
        var outcomes =
                f.core()
                        .imported(
                                List.of(
                                        A.address(),
                                        A.address("20.9.9.9", 1),
                                        B.address("20.9.9.8", 1),
                                        C.address(),
                                        CoreFixture.SELF.address(),
                                        Who.of(5).address("10.0.0.1", 1),
                                        Who.of(6).address("127.0.0.1", 1),
                                        Who.of(7).address("30.1.2.3", 1)),
                                f.now());
        assertEquals(
                "{banned=1, known=2, private=1, self=1, taken=1, unroutable=2}",
                outcomes.toString());
        assertEquals(
                List.of(A.address()),
                f.peer(A).addresses().stream().map(a -> a.address()).toList());
        assertFalse(f.knows(C));
        var lax = CoreFixture.with(o -> o.strict(false));
        var inside = List.of(Who.of(5).address("10.0.0.1", 1));
        assertEquals("{taken=1}", lax.core().imported(inside, lax.now()).toString());
    }

    @Test
    @Covers("W8.3-8")
    void limits_holdForTheFile_andNobodyHasToGoForIt() {
        var crowd = Who.inOrder(50).stream().map(Who::address).toList();
        var f = CoreFixture.with(o -> o.peersStored(Limit.of(20)).maxInbound(Limit.of(5))).know(A);
        assertEquals("{known=1, limit=30, taken=19}", f.core().imported(crowd, f.now()).toString());
        assertTrue(f.knows(A));
        var group = Who.inOrder(50).stream().map(w -> w.address("20.1.2.3", w.number())).toList();
        var g = CoreFixture.with(o -> o.hearsayPerGroup(7));
        assertEquals("{limit-group=43, taken=7}", g.core().imported(group, g.now()).toString());
        var many = Who.inOrder(6_000).stream().map(Who::address).toList();
        var h = CoreFixture.with(o -> o.hearsayPerGroup(6_000));
        var outcomes = h.core().imported(many, h.now());
        assertEquals(5_000, outcomes.get("taken"));
        assertTrue(outcomes.get("limit") > 900, outcomes.toString());
    }
}
