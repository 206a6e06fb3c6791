package dev.tendril.itests.why;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.peer.PeerAdmin;
import dev.tendril.shell.view.WhyView;
import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNode;
import dev.tendril.simulator.SimNodeSpec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * A few nodes in virtual time on ways of one length, without jitter, and what node {@code us} says
 * when it is asked. In the texts a name in guillemets stands for the id of a node.
 */
final class WhyWorld implements AutoCloseable {

    /** Where the texts are; {@code -Dgolden.update=true} writes them anew. */
    private static final Path GOLDEN =
            Path.of("src/test/resources/dev/tendril/itests/why").toAbsolutePath();

    private static final int SCREEN_LINES = 24;
    private static final int SCREEN_COLUMNS = 120;
    private static final Duration LATENCY = Duration.ofMillis(20);

    private final SimNetwork network;

    /** Nodes of these kinds; the first one is asked. */
    WhyWorld(SimNodeSpec... nodes) {
        var builder = SimNetwork.builder(1).latency(LATENCY, LATENCY);
        for (var node : nodes) {
            builder.node(node);
        }
        network = builder.build();
    }

    /** A node at {@code ip} that is predictable and runs echo only. */
    static SimNodeSpec node(String name, String ip) {
        var spec = SimNodeSpec.of(name).at(ip);
        return spec.withReactors(spec.reactors().getLast())
                .withPeerManager(options -> options.retryJitter(0));
    }

    void start(String... names) throws Exception {
        for (var name : names) {
            network.start(name);
        }
    }

    void crash(String name) throws Exception {
        network.crash(name);
    }

    void runFor(Duration span) {
        network.runFor(span);
    }

    /** Waits until {@code us} is connected to {@code name}, or no longer. */
    void awaitConnected(String name, boolean connected) throws Exception {
        network.await(
                name + " connected: " + connected,
                Duration.ofMinutes(30),
                () -> us().connectedTo().contains(name) == connected);
    }

    private SimNode us() {
        return network.node("us");
    }

    NodeId id(String name) {
        return network.node(name).id();
    }

    NodeAddress address(String name) {
        return network.node(name).address();
    }

    /** Does something with the levers of {@code us}. */
    <T> T admin(Function<PeerAdmin, T> lever) throws Exception {
        return call(() -> lever.apply(us().admin()));
    }

    private <T> T call(Callable<T> task) throws Exception {
        return network.call(task);
    }

    /** Asks {@code us} about a node; the answer must be what stands in the file {@code golden}. */
    void assertWhy(String golden, String name) throws Exception {
        var id = id(name);
        var answer = admin(admin -> admin.why(id));
        compare(golden, named(WhyView.of("main", name, answer).print("table")));
    }

    /** The same about an address. */
    void assertWhyAt(String golden, String place) throws Exception {
        var answer = admin(admin -> admin.why(place));
        compare(golden, named(WhyView.of("main", place, answer).print("table")));
    }

    /** With names for ids, whole ones and their beginnings. */
    private String named(String text) {
        var named = text;
        for (var node : network.nodes()) {
            named = named.replace(node.id().hex(), "«" + node.name() + "»");
            named = named.replaceAll(node.id().brief() + "…?", "«" + node.name() + "»");
        }
        return named;
    }

    private static void compare(String golden, String text) throws IOException {
        var lines = text.lines().toList();
        assertTrue(lines.size() <= SCREEN_LINES, text);
        assertTrue(lines.stream().allMatch(line -> line.length() <= SCREEN_COLUMNS), text);
        var file = GOLDEN.resolve(golden + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, text);
        }
        assertEquals(Files.readString(file, StandardCharsets.UTF_8), text);
    }

    @Override
    public void close() throws Exception {
        network.close();
    }
}
