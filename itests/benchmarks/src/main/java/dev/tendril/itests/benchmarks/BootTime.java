package dev.tendril.itests.benchmarks;

import dev.tendril.support.time.SystemTimers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long a node needs from the start of its process to all components active, and how much memory
 * it holds then: the distribution with RocksDB, mconn and peer exchange, as {@code tendril init}
 * sets it up. The first start fills the home; the median is of those after it.
 */
public final class BootTime {

    private static final int STARTS = 7;

    private BootTime() {}

    /**
     * One start.
     *
     * @param elapsed from the start of the process until it dials and accepts
     * @param processor what it has used of the processors; zero where the system does not tell
     * @param residentKib memory held at that moment, in KiB; 0 where the system does not tell
     */
    record Boot(Duration elapsed, Duration processor, long residentKib) {

        @Override
        public String toString() {
            return "%,d ms (%,d ms of processors), %,d MiB"
                    .formatted(elapsed.toMillis(), processor.toMillis(), residentKib >> 10);
        }
    }

    /**
     * Measures {@value #STARTS} starts.
     *
     * @param args the folder of the unpacked distribution
     * @throws Exception when a node does not start
     */
    public static void main(String[] args) throws Exception {
        System.out.println(Machine.describe());
        List<Boot> boots = measure(Path.of(args[0]), STARTS);
        System.out.println("first start " + boots.getFirst());
        List<Boot> later = boots.subList(1, boots.size());
        System.out.println("median " + median(later) + "; starts: " + later);
        System.out.println(Machine.load());
    }

    private static Boot median(List<Boot> boots) {
        return boots.stream()
                .sorted(Comparator.comparing(Boot::elapsed))
                .toList()
                .get(boots.size() / 2);
    }

    static List<Boot> measure(Path distribution, int starts)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tendril-boot");
        try (var timers = new SystemTimers(BenchNode::fail)) {
            Path home = folder.resolve("home");
            NodeProcess.init(distribution, home);
            List<Boot> boots = new ArrayList<>();
            for (int i = 0; i < starts; i++) {
                try (var node = NodeProcess.start(distribution, home, timers)) {
                    boots.add(new Boot(node.awaitUp(), node.processor(), node.residentKib()));
                }
            }
            return boots;
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(folder)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
