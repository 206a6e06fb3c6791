package dev.tendril.itests.benchmarks;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.store.Batch;
import dev.tendril.api.store.Durability;
import dev.tendril.api.store.Table;
import dev.tendril.peermanager.NodePeerManager;
import dev.tendril.peermanager.PeerManagerEnvironment;
import dev.tendril.peermanager.PeerManagerOptions;
import dev.tendril.peermanager.stored.PeerCodec;
import dev.tendril.peerstore.rocksdb.RocksDbEnvironment;
import dev.tendril.peerstore.rocksdb.RocksDbLimits;
import dev.tendril.peerstore.rocksdb.RocksDbPeerStore;
import dev.tendril.support.limit.Limit;
import dev.tendril.support.thread.Threads;
import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.Seeds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;

/**
 * How long a node takes to know its peers again: from a directory with a RocksDB of many peers,
 * each with three addresses and a history, to a peer manager that would dial them.
 */
public final class StoreLoad {

    private static final int PEERS = 100_000;
    private static final int ROUNDS = 5;
    private static final int BATCH = 1_000;
    private static final Duration READ_MAX = Duration.ofMinutes(5);

    /** A loading. */
    record Loaded(int peers, Duration open, Duration load, Duration processors) {
        @Override
        public String toString() {
            return "%,d peers: %,d ms (of them %,d ms for opening the database), processors: %,d ms"
                    .formatted(
                            peers,
                            open.plus(load).toMillis(),
                            open.toMillis(),
                            processors.toMillis());
        }
    }

    private final int peers;
    private final RandomGenerator random;
    private final Histories history;

    StoreLoad(int peers, long seed) {
        this.peers = peers;
        this.random = new SplittableRandom(seed);
        this.history = new Histories(random, InstantSource.system().instant());
    }

    /**
     * Measures {@value #ROUNDS} times, the first of which is that of a cold process.
     *
     * @param args none
     * @throws Exception when the store fails
     */
    public static void main(String[] args) throws Exception {
        var seed = Seeds.seed(StoreLoad.class);
        System.out.println(Machine.describe() + ", seed " + seed);
        var benchmark = new StoreLoad(PEERS, seed);
        var directory = Files.createTempDirectory("store-load");
        try (var environment = new RocksDbEnvironment(RocksDbLimits.DEFAULT)) {
            benchmark.fill(directory, environment);
            for (var round = 0; round < ROUNDS; round++) {
                System.out.println("  " + benchmark.measure(directory, environment));
            }
        }
        System.out.println(Machine.load());
    }

    /** Writes the peers into the store in {@code directory}. */
    void fill(Path directory, RocksDbEnvironment environment) throws IOException {
        try (var store = RocksDbPeerStore.open(directory, environment)) {
            for (var first = 0; first < peers; first += BATCH) {
                var batch = Batch.builder();
                for (var i = first; i < Math.min(peers, first + BATCH); i++) {
                    var peer = history.of(id(i));
                    batch.put(Table.PEERS, PeerCodec.key(peer.id()), PeerCodec.write(peer));
                }
                store.apply(batch.build(), Durability.BUFFERED);
            }
        }
    }

    private NodeId id(int number) {
        return new NodeId("%016x%024x".formatted(random.nextLong(), number));
    }

    /** Opens the store, and waits until a new peer manager has read it. */
    Loaded measure(Path directory, RocksDbEnvironment environment) throws Exception {
        var options =
                PeerManagerOptions.builder()
                        .peersStored(Limit.of(2 * peers))
                        .storeWait(READ_MAX)
                        .build();
        try (var timers = new SystemTimers(BenchNode::fail)) {
            var start = timers.nanos();
            var before = processorTime();
            try (var store = RocksDbPeerStore.open(directory, environment)) {
                var opened = timers.nanos();
                var read = new CountDownLatch(1);
                try (var manager =
                        new NodePeerManager(
                                options,
                                new PeerManagerEnvironment(
                                        new NodeId("f".repeat(40)),
                                        timers,
                                        InstantSource.system(),
                                        new SplittableRandom(1),
                                        Threads.virtual()))) {
                    // The first thing that is written tells that all was read.
                    manager.bindStore(new WatchedStore(store, read::countDown, () -> {}));
                    read.await();
                    var loaded = timers.nanos();
                    return new Loaded(
                            manager.known().peers(),
                            Duration.ofNanos(opened - start),
                            Duration.ofNanos(loaded - opened),
                            processorTime().minus(before));
                }
            }
        }
    }

    /** Of the whole process: on a busy machine it says more than the time that has passed. */
    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
