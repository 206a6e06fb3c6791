package dev.tendril.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.node.NodeInfo;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

class SimStrangerTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static SimNetwork one() throws Exception {
        var network =
                SimNetwork.builder(Seeds.seed(SimStrangerTest.class))
                        .node(SimNodeSpec.of("a").at("20.1.0.1"))
                        .stranger("odd", Optional.of("150.1.0.1"))
                        .build();
        network.start("a");
        network.runFor(MINUTE);
        return network;
    }

    @Test
    void connect_underAnyName_isAPeer() throws Exception {
        try (var network = one()) {
            var odd = network.stranger("odd");
            var connection =
                    network.call(() -> odd.connect(network.node("a"), 3, UnaryOperator.identity()));
            network.await("it is in", MINUTE, () -> network.node("a").connections() == 1);
            assertEquals(
                    Set.of(odd.id(3).brief()), network.call(() -> network.node("a").connectedTo()));
            network.call(
                    () -> {
                        connection.close();
                        return true;
                    });
            network.await("it is out", MINUTE, () -> network.node("a").connections() == 0);
        }
    }

    @Test
    void connect_withTheIdOfAnother_isRefused() throws Exception {
        try (var network = one()) {
            var a = network.node("a");
            UnaryOperator<NodeInfo> lie =
                    info ->
                            new NodeInfo(
                                    info.versions(),
                                    a.id(),
                                    info.listenAddress(),
                                    info.network(),
                                    info.version(),
                                    info.channels(),
                                    info.moniker(),
                                    info.txIndex(),
                                    info.rpcAddress());
            // Its own handshake may be over before the other side has read the lie.
            network.script(
                    "liar",
                    () -> {
                        try {
                            network.stranger("odd").connect(a, 0, lie);
                        } catch (IOException refused) {
                            // One way or the other.
                        }
                    });
            network.runFor(MINUTE);
            assertEquals(0, network.call(a::connections));
            assertTrue(
                    network.call(() -> a.router().snapshot().counters())
                            .containsKey("handshake.failed.node-info-invalid"));
        }
    }

    @Test
    void script_thatThrows_makesTheRunFail() throws Exception {
        var network = one();
        network.script(
                "broken",
                () -> {
                    throw new IllegalStateException("broken on purpose");
                });
        assertThrows(AssertionError.class, () -> network.runFor(MINUTE));
        network.close();
    }

    @Test
    void transport_goesAndComes_andConnectionsLinger() throws Exception {
        try (var network =
                SimNetwork.builder(Seeds.seed(SimStrangerTest.class))
                        .node(SimNodeSpec.of("a"))
                        .node(SimNodeSpec.of("b").withSeeds("a"))
                        .build()) {
            network.startAll();
            network.await("connected", MINUTE, () -> network.node("b").connections() == 1);
            network.call(
                    () -> {
                        network.node("a").removeTransport();
                        return true;
                    });
            network.runFor(MINUTE);
            assertEquals(1, network.call(() -> network.node("a").connections()));
            network.call(
                    () -> {
                        network.node("a").addTransport();
                        return true;
                    });
            network.breakConnections("b");
            network.await("connected again", MINUTE, () -> network.node("b").connections() == 1);
        }
    }

    @Test
    void slowDown_isForTheseOnly() throws Exception {
        try (var network = one()) {
            network.slowDown(Duration.ofSeconds(30), "odd");
            var odd = network.stranger("odd");
            assertThrows(
                    SocketTimeoutException.class,
                    () ->
                            network.call(
                                    () ->
                                            odd.connect(
                                                    network.node("a"),
                                                    0,
                                                    UnaryOperator.identity())));
            assertFalse(network.call(() -> network.node("a").connections() > 0));
        }
    }
}
