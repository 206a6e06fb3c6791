package dev.tendril.itests.simulation;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.transport.Connection;
import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNode;
import dev.tendril.simulator.SimStranger;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** Ways to be a bad peer. Each is done to one node after another, over and over. */
enum Malice {
    /** Connects and says nothing, until the other side gives up. */
    SILENT,
    /** Shakes hands, and never reads or writes again. */
    HUNG,
    /** Asks without end. */
    FLOOD,
    /** Tells what nobody has asked for. */
    UNSOLICITED,
    /** Tells more than may be told. */
    TOO_MUCH,
    /** Uses a channel that nobody knows. */
    UNKNOWN_CHANNEL,
    /** Sends a message longer than its channel allows. */
    TOO_LONG,
    /** Sends what is no message. */
    GARBAGE,
    /** Says it is somebody else. */
    FALSE_ID,
    /** Is of another chain. */
    OTHER_CHAIN;

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final int FLOOD_MESSAGES = 200;
    private static final int TOO_MANY_ADDRESSES = 1_000;
    private static final int TOO_LONG_BYTES = 100_000;

    /** Does it to the nodes until the network is closed. */
    void begin(SimNetwork network, SimStranger stranger, List<SimNode> victims) {
        var random = network.random("malice-" + stranger.name());
        network.script(
                "malice-" + stranger.name(),
                () -> {
                    while (true) {
                        var victim = victims.get(random.nextInt(victims.size()));
                        try {
                            once(network, stranger, victim);
                        } catch (IOException refused) {
                            // It gets what it deserves, and goes to the next.
                        }
                        network.timers().sleep(SHORT);
                    }
                });
    }

    private void once(SimNetwork network, SimStranger stranger, SimNode victim)
            throws IOException, InterruptedException {
        if (this == SILENT) {
            try (var connection = stranger.dial(victim)) {
                network.timers().sleep(LONG);
            }
            return;
        }
        try (var connection = stranger.connect(victim, 0, lie(victim))) {
            // The other side has to find out first whether it wants the connection.
            network.timers().sleep(SHORT);
            act(network, connection);
        }
    }

    private UnaryOperator<NodeInfo> lie(SimNode victim) {
        return switch (this) {
            case FALSE_ID -> info -> with(info, victim.id().hex(), info.network());
            case OTHER_CHAIN -> info -> with(info, info.nodeId().hex(), "another-chain");
            default -> UnaryOperator.identity();
        };
    }

    private static NodeInfo with(NodeInfo info, String id, String chain) {
        return new NodeInfo(
                info.versions(),
                new NodeId(id),
                info.listenAddress(),
                chain,
                info.version(),
                info.channels(),
                info.moniker(),
                info.txIndex(),
                info.rpcAddress());
    }

    private void act(SimNetwork network, Connection connection)
            throws IOException, InterruptedException {
        switch (this) {
            case HUNG, SILENT -> network.timers().sleep(LONG);
            case FLOOD -> {
                for (var i = 0; i < FLOOD_MESSAGES; i++) {
                    connection.sendMessage(Pex.CHANNEL, Pex.request());
                }
                network.timers().sleep(SHORT);
            }
            case UNSOLICITED -> send(network, connection, Pex.answer(List.of()));
            case TOO_MUCH -> {
                while (!Pex.isRequest(connection.receiveMessage().bytes())) {
                    network.timers().sleep(SHORT);
                }
                send(network, connection, Pex.answer(tooMany()));
            }
            case UNKNOWN_CHANNEL -> {
                connection.sendMessage(new ChannelId(0x99), new byte[] {1});
                network.timers().sleep(SHORT);
            }
            case TOO_LONG -> send(network, connection, new byte[TOO_LONG_BYTES]);
            case GARBAGE -> send(network, connection, new byte[] {-1, -1, -1});
            case FALSE_ID, OTHER_CHAIN -> network.timers().sleep(SHORT);
        }
    }

    private static void send(SimNetwork network, Connection connection, byte[] message)
            throws IOException, InterruptedException {
        connection.sendMessage(Pex.CHANNEL, message);
        network.timers().sleep(SHORT);
    }

    private static List<NodeAddress> tooMany() {
        return Collections.nCopies(
                TOO_MANY_ADDRESSES,
                NodeAddress.networked(
                        Protocol.MCONN, new NodeId("00".repeat(20)), "180.1.1.1", 26_656));
    }
}
