package dev.tendril.itests.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tendril.peerstore.rocksdb.RocksDbEnvironment;
import dev.tendril.peerstore.rocksdb.RocksDbLimits;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** The benchmark works; what it measures depends on the machine and is not judged here. */
@Timeout(120)
class StoreLoadTest {

    @TempDir private Path folder;

    @Test
    void measure_findsEveryPeer() throws Exception {
        var benchmark = new StoreLoad(2_500, Seeds.seed(StoreLoadTest.class));
        try (var environment = new RocksDbEnvironment(RocksDbLimits.DEFAULT)) {
            benchmark.fill(folder, environment);
            assertEquals(2_500, benchmark.measure(folder, environment).peers());
        }
    }
}
