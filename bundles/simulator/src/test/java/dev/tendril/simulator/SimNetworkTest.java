package dev.tendril.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;

class SimNetworkTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ChannelId ECHO = new ChannelId(0x7a);

    private static SimNetworkBuilder four(long seed) {
        return SimNetwork.builder(seed)
                .node(SimNodeSpec.of("a"))
                .node(SimNodeSpec.of("b").withSeeds("a"))
                .node(SimNodeSpec.of("c").withSeeds("a"))
                .node(SimNodeSpec.of("d").withSeeds("a"));
    }

    private static void awaitFullMesh(SimNetwork network) throws Exception {
        network.await(
                "everybody is connected to everybody",
                MINUTE.multipliedBy(5),
                () -> network.nodes().stream().allMatch(node -> node.connectedTo().size() == 3));
        network.awaitAgreement();
    }

    @Test
    @Covers("L-3")
    void nodes_findEachOtherFromOneSeed() throws Exception {
        try (var network = four(Seeds.seed(SimNetworkTest.class)).build()) {
            network.startAll();
            awaitFullMesh(network);
            assertEquals(
                    Set.of("b", "c", "d"), network.call(() -> network.node("a").connectedTo()));
        }
    }

    @Test
    @Covers("L-3")
    void nodes_atIpAddresses_findEachOtherInTheirDialect() throws Exception {
        var builder = SimNetwork.builder(Seeds.seed(SimNetworkTest.class));
        builder.node(SimNodeSpec.of("a").at("20.1.0.1"));
        for (var name : List.of("b", "c", "d")) {
            builder.node(SimNodeSpec.of(name).at("20.2.0." + (int) name.charAt(0)).withSeeds("a"));
        }
        try (var network = builder.build()) {
            network.startAll();
            awaitFullMesh(network);
        }
    }

    @Test
    void nodes_exchangeEchoes() throws Exception {
        try (var network = four(Seeds.seed(SimNetworkTest.class)).build()) {
            network.startAll();
            awaitFullMesh(network);
            var before = network.deliveries("b", "c", ECHO);
            network.runFor(MINUTE);
            // A ping of its own and an answer to the other's every 5 s.
            assertEquals(24, network.deliveries("b", "c", ECHO) - before, 2);
        }
    }

    @Test
    @Covers({"L-4", "I-17"})
    void node_thatCrashed_comesBackWithItsStore() throws Exception {
        try (var network = four(Seeds.seed(SimNetworkTest.class)).build()) {
            network.startAll();
            awaitFullMesh(network);
            network.runFor(MINUTE);
            network.crash("c");
            network.crash("a");
            network.await(
                    "the others notice",
                    MINUTE,
                    () -> network.node("b").connectedTo().equals(Set.of("d")));
            network.runFor(MINUTE);
            network.crash("b");
            network.crash("d");
            // Alone, and its only seed is gone for good: whom it knows now it knows from its store.
            network.start("c");
            network.await(
                    "it remembers",
                    MINUTE,
                    () -> network.node("c").admin().snapshot().peers().size() == 3);
            network.start("b");
            network.start("d");
            network.await(
                    "it is back",
                    MINUTE.multipliedBy(10),
                    () -> network.node("c").connectedTo().equals(Set.of("b", "d")));
            network.awaitAgreement();
        }
    }

    @Test
    @Covers("L-3")
    void partition_isHealed() throws Exception {
        try (var network = four(Seeds.seed(SimNetworkTest.class)).build()) {
            network.startAll();
            awaitFullMesh(network);
            network.partition("a", "b");
            network.await(
                    "two islands",
                    MINUTE,
                    () -> network.node("c").connectedTo().equals(Set.of("d")));
            network.runFor(MINUTE.multipliedBy(5));
            assertEquals(Set.of("b"), network.call(() -> network.node("a").connectedTo()));
            network.heal();
            network.await(
                    "one network again",
                    Duration.ofHours(1),
                    () ->
                            network.nodes().stream()
                                    .allMatch(node -> node.connectedTo().size() == 3));
            network.awaitAgreement();
        }
    }

    @Test
    @Covers("I-19")
    void run_ofTheSameSeed_isTheSame() throws Exception {
        var seed = Seeds.seed(SimNetworkTest.class);
        var first = run(seed);
        assertEquals(first, run(seed));
        assertNotEquals(first, run(seed + 1));
    }

    /** Two minutes in which messages break connections. */
    private static String run(long seed) throws Exception {
        try (var network = four(seed).breakChance(0.01).build()) {
            network.startAll();
            network.runFor(MINUTE.multipliedBy(2));
            assertTrue(network.trace().events() > 100, () -> "events: " + network.trace().events());
            return network.trace().hash();
        }
    }

    @Test
    void await_ofWhatNeverHolds_namesTheSeed() throws Exception {
        try (var network = four(42).build()) {
            network.start("a");
            var failure =
                    assertThrows(
                            AssertionError.class,
                            () -> network.await("the impossible", MINUTE, () -> false));
            assertTrue(failure.getMessage().contains("seed: 42"), failure::getMessage);
        }
    }
}
