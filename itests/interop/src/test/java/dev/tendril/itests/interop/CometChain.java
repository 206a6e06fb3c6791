package dev.tendril.itests.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Validators of one new chain, each in a home of its own. */
final class CometChain implements AutoCloseable {

    private final List<CometNode> nodes;

    private CometChain(List<CometNode> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /**
     * Homes of {@code size} validators below {@code directory}; nothing is configured or started.
     */
    static CometChain create(Path directory, int size) throws IOException, InterruptedException {
        var program = GoTool.cometbft();
        var log = directory.resolve("testnet.log");
        var process =
                new ProcessBuilder(
                                program.toString(),
                                "testnet",
                                "--v",
                                String.valueOf(size),
                                "--o",
                                directory.toString(),
                                "--populate-persistent-peers=false")
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException("cometbft testnet failed, log: " + log);
        }
        var nodes = new ArrayList<CometNode>();
        for (int i = 0; i < size; i++) {
            nodes.add(new CometNode(program, directory.resolve("node" + i)));
        }
        return new CometChain(nodes);
    }

    CometNode node(int index) {
        return nodes.get(index);
    }

    List<CometNode> nodes() {
        return nodes;
    }

    String chainId() throws IOException {
        return nodes.getFirst().chainId();
    }

    /** Connects them with each other by {@code persistent_peers}; they dial nobody else. */
    void configureMesh() throws IOException, InterruptedException {
        for (var node : nodes) {
            var others = new ArrayList<String>();
            for (var other : nodes) {
                if (other != node) {
                    others.add(other.address());
                }
            }
            node.configure(String.join(",", others), 0);
        }
    }

    void start() throws IOException {
        for (var node : nodes) {
            node.start();
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (var node : nodes) {
            node.close();
        }
    }
}
