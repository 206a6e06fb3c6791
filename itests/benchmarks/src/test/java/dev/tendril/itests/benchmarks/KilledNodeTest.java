package dev.tendril.itests.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.identity.FileNodeKey;
import dev.tendril.peerstore.rocksdb.RocksDbEnvironment;
import dev.tendril.peerstore.rocksdb.RocksDbLimits;
import dev.tendril.peerstore.rocksdb.RocksDbPeerStore;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;

/**
 * A busy node is killed (SIGKILL) at random moments and started again on what it left: no ban that
 * was in force is lost, none that was taken back returns, its identity stays, and of its history at
 * most what had waited for one flush is missing. {@code -Dkills=N} kills more or less often.
 */
@Timeout(900)
class KilledNodeTest {

    private static final int KILLS = 200;
    private static final int KILLS_PER_HOME = 10;

    /** Lines after which a process is killed, at most; the first come before its store is open. */
    private static final int LINES_MAX = 50;

    @TempDir private Path folder;

    private final Set<String> banned = new TreeSet<>();
    private final Set<String> unbanned = new TreeSet<>();
    private String identity = "";
    private int process;
    private int onDisk;
    private int checked;

    @Test
    @Covers({"N-PM-19", "I-17"})
    void killedNode_losesNoBan_noIdentity_andAtMostOneFlushOfHistory() throws Exception {
        var random = Seeds.random(KilledNodeTest.class);
        var kills = Integer.getInteger("kills", KILLS);
        var library = NativeLibrary.extract(folder);
        try (var environment = new RocksDbEnvironment(RocksDbLimits.DEFAULT)) {
            for (process = 0; process < kills; process++) {
                var home = folder.resolve("home-" + process / KILLS_PER_HOME);
                if (process % KILLS_PER_HOME == 0) {
                    Files.createDirectories(home);
                    banned.clear();
                    unbanned.clear();
                    identity = "";
                }
                runAndKill(home, library, random);
                check(home, environment);
            }
        }
        System.out.println(
                "kills: " + kills + ", bans and peers that were to be there: " + checked);
        assertTrue(checked > kills, "the nodes were busy");
    }

    private void runAndKill(Path home, Path library, RandomGenerator random) throws Exception {
        onDisk = 0;
        var lines = random.nextInt(LINES_MAX);
        try (var node = KillableProcess.start(BusyNode.class, library, home, random, process)) {
            node.awaitLines(lines);
            node.kill().forEach(this::note);
        }
    }

    private void note(String line) {
        var space = line.indexOf(' ');
        var value = line.substring(space + 1);
        switch (line.substring(0, space)) {
            case BusyNode.IDENTITY -> {
                assertTrue(identity.isEmpty() || identity.equals(value), "another identity");
                identity = value;
            }
            case BusyNode.BANNED -> banned.add(value);
            case BusyNode.UNBANNING -> banned.remove(value);
            case BusyNode.UNBANNED -> unbanned.add(value);
            case BusyNode.ON_DISK -> onDisk = Integer.parseInt(value);
            default -> throw new AssertionError("what is this: " + line);
        }
    }

    private void check(Path home, RocksDbEnvironment environment) throws Exception {
        if (identity.isEmpty()) {
            return; // killed before it had one
        }
        var key = FileNodeKey.load(home.resolve("node_key.json"));
        assertEquals(identity, key.nodeId().hex());
        var directory = home.resolve("peerstore");
        var read = new CountDownLatch(1);
        try (var store = RocksDbPeerStore.open(directory, environment);
                var manager = BusyNode.manager(key.nodeId(), Duration.ofDays(1))) {
            manager.bindStore(new WatchedStore(store, read::countDown, () -> {}));
            read.await();
            var bans = new TreeSet<String>();
            manager.bans().forEach(ban -> bans.add(ban.target().text()));
            for (var target : banned) {
                assertTrue(
                        bans.contains(target), "ban is lost after kill " + process + ": " + target);
            }
            unbanned.forEach(target -> assertFalse(bans.contains(target), "is back: " + target));
            checkHistory(manager.snapshot());
        }
        assertFalse(isQuarantined(directory), "the database was damaged");
        checked += banned.size() + onDisk;
    }

    private void checkHistory(dev.tendril.api.peer.PeerManagerSnapshot snapshot) {
        var failed = new TreeSet<String>();
        for (var peer : snapshot.peers()) {
            if (peer.addresses().stream().anyMatch(address -> address.failures() == 1)) {
                failed.add(peer.nodeId().hex());
            }
        }
        for (var number = 0; number < onDisk; number++) {
            var id = BusyNode.peer(process, number).hex();
            assertTrue(failed.contains(id), "dial is lost: " + number + " of " + onDisk);
        }
        snapshot.counters().keySet().forEach(c -> assertFalse(c.startsWith("store.damaged"), c));
    }

    private static boolean isQuarantined(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.anyMatch(file -> file.getFileName().toString().contains("damaged"));
        }
    }
}
