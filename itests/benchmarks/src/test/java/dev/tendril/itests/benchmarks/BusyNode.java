package dev.tendril.itests.benchmarks;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.identity.FileNodeKey;
import dev.tendril.peermanager.NodePeerManager;
import dev.tendril.peermanager.PeerManagerEnvironment;
import dev.tendril.peermanager.PeerManagerOptions;
import dev.tendril.peerstore.rocksdb.RocksDbEnvironment;
import dev.tendril.peerstore.rocksdb.RocksDbLimits;
import dev.tendril.peerstore.rocksdb.RocksDbPeerStore;
import dev.tendril.support.limit.Limit;
import dev.tendril.support.thread.Threads;
import dev.tendril.support.time.SystemTimers;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * A process with an identity, a peer manager and its store, which dials in vain and bans until it
 * is killed, and says each thing that is done when it is done. What was dialed before the last
 * batch but one began to be written is on disk: everything that changes waits for one batch only.
 */
final class BusyNode {

    static final String IDENTITY = "identity";
    static final String BANNED = "banned";
    static final String UNBANNING = "unbanning";
    static final String UNBANNED = "unbanned";

    /** Followed by how many of the peers of this process are on disk. */
    static final String ON_DISK = "on-disk";

    private static final Duration FLUSH_INTERVAL = Duration.ofMillis(20);
    private static final int DIALS_PER_BAN = 100;

    /** Less than a batch holds. */
    private static final int DIALS_IN_A_ROW_MAX = 400;

    private final NodePeerManager manager;
    private final RandomGenerator random;
    private final int process;
    private final AtomicInteger dialed;
    private final List<BanTarget> bans = new ArrayList<>();

    private BusyNode(
            NodePeerManager manager, RandomGenerator random, int process, AtomicInteger dialed) {
        this.manager = manager;
        this.random = random;
        this.process = process;
        this.dialed = dialed;
    }

    /** What runs in the other process: home, seed, and a number that no other process has. */
    public static void main(String[] args) throws Exception {
        var home = Path.of(args[0]);
        var process = Integer.parseInt(args[2]);
        var key = FileNodeKey.loadOrCreate(home.resolve("node_key.json"));
        say(IDENTITY, key.nodeId());
        var store =
                RocksDbPeerStore.open(
                        home.resolve("peerstore"), new RocksDbEnvironment(RocksDbLimits.DEFAULT));
        var dialed = new AtomicInteger();
        var manager = manager(key.nodeId(), FLUSH_INTERVAL);
        manager.bindStore(watched(store, dialed));
        new BusyNode(manager, new SplittableRandom(Long.parseLong(args[1])), process, dialed)
                .work();
    }

    private static WatchedStore watched(RocksDbPeerStore store, AtomicInteger dialed) {
        var atThisBatch = new AtomicInteger();
        var atTheOneBefore = new AtomicInteger();
        return new WatchedStore(
                store,
                () -> atTheOneBefore.set(atThisBatch.getAndSet(dialed.get())),
                () -> say(ON_DISK, atTheOneBefore));
    }

    /** A peer manager as the runtime has it, which remembers everybody. */
    static NodePeerManager manager(NodeId self, Duration flushInterval) {
        var manager =
                new NodePeerManager(
                        PeerManagerOptions.builder()
                                .peersStored(Limit.of(1_000_000))
                                .storeWait(Duration.ZERO)
                                .storeFlushInterval(flushInterval)
                                .build(),
                        new PeerManagerEnvironment(
                                self,
                                new SystemTimers(BenchNode::fail),
                                InstantSource.system(),
                                new SplittableRandom(1),
                                Threads.virtual()));
        manager.protocolsAvailable(Set.of(Protocol.MCONN));
        return manager;
    }

    /** Peer {@code number} of process {@code process}. */
    static NodeId peer(int process, int number) {
        return new NodeId("%08x%032x".formatted(process + 1, number));
    }

    private void work() {
        var inARow = 0;
        while (true) {
            if (inARow < DIALS_IN_A_ROW_MAX && random.nextInt(DIALS_PER_BAN) > 0) {
                dial();
                inARow++;
            } else {
                inARow = 0;
                banOrUnban();
            }
        }
    }

    private void dial() {
        var number = dialed.get();
        var id = peer(process, number);
        var ip = "20.%d.%d.%d".formatted(process % 256, number / 256 % 256, number % 256);
        manager.dial(NodeAddress.networked(Protocol.MCONN, id, ip, 26_656));
        var ticket = manager.tryDialNext().orElseThrow();
        manager.dialFailed(ticket, Reason.of("connection-refused"), Blame.NOBODY);
        dialed.incrementAndGet();
    }

    private void banOrUnban() {
        if (bans.size() > 3 && random.nextInt(4) == 0) {
            var target = bans.remove(random.nextInt(bans.size()));
            say(UNBANNING, target.text());
            manager.unban(target);
            say(UNBANNED, target.text());
            return;
        }
        var number = random.nextInt(1 << 24);
        var target =
                random.nextBoolean()
                        ? new BanTarget.Id(new NodeId("b%07x%032x".formatted(process, number)))
                        : new BanTarget.Network(
                                "%d.%d.%d.0/24"
                                        .formatted(
                                                30 + process % 100,
                                                number / 256 % 256,
                                                number % 256));
        if (manager.bans().stream().anyMatch(ban -> ban.target().equals(target))) {
            return;
        }
        manager.ban(target, Duration.ofDays(30), "busy");
        bans.add(target);
        say(BANNED, target.text());
    }

    private static void say(String what, Object value) {
        // One write for each line; nobody else writes here.
        System.out.print(what + " " + value + "\n");
        System.out.flush();
    }
}
