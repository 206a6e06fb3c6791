package dev.tendril.transport.mconn;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.node.ProtocolVersions;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.Handshake;
import dev.tendril.api.transport.HandshakeOffer;
import dev.tendril.api.transport.InboundChannels.Acceptance;
import dev.tendril.api.transport.InboundMessage;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;
import dev.tendril.support.time.SystemTimers;
import dev.tendril.wire.ProtobufCodec;
import dev.tendril.wire.proto.pex.PexMessage;
import dev.tendril.wire.proto.pex.PexRequest;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * By hand: {@code CometBftProbe HOST PORT NETWORK [SECONDS]} shakes hands with a live node and asks
 * it for addresses.
 */
public final class CometBftProbe {

    private CometBftProbe() {}

    /** Stays connected, answers pings and sends its own. */
    private static void stay(Connection connection, SystemTimers timers, Duration span)
            throws InterruptedException {
        try (var scope = new TaskScope(Threads.virtual(), (name, failure) -> {})) {
            var outbox = new QueueOutbox(timers, 0);
            scope.fork("send", () -> quietly(() -> connection.sendFrom(outbox)));
            scope.fork("receive", () -> quietly(() -> receiveAll(connection)));
            timers.sleep(span);
            System.out.println(connection.snapshot());
        }
    }

    private static MconnOptions options() {
        return MconnOptions.defaults()
                .withLiveness(
                        new MconnOptions.Liveness(
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(5)));
    }

    private static void quietly(Action action) throws InterruptedException {
        try {
            action.run();
        } catch (IOException e) {
            System.out.println(e);
        }
    }

    private static void receiveAll(Connection connection) throws IOException, InterruptedException {
        while (true) {
            System.out.println("on " + connection.receiveMessage().channel());
        }
    }

    private interface Action {
        void run() throws IOException, InterruptedException;
    }

    /** Prints the node info of a live node and its answer to a PEX request. */
    public static void main(String[] args) throws Exception {
        var identity = SeededIdentity.of(7);
        var self =
                new NodeInfo(
                        ProtocolVersions.COMETBFT,
                        identity.nodeId(),
                        "tcp://127.0.0.1:26656",
                        args[2],
                        "0.1.0",
                        List.of(new ChannelId(0)),
                        "probe",
                        "on",
                        "");
        try (var timers = new SystemTimers((name, failure) -> failure.printStackTrace());
                var transport =
                        new MconnTransport(
                                options(),
                                timers,
                                Threads.virtual(),
                                (name, failure) -> failure.printStackTrace())) {
            var endpoint =
                    new Endpoint.Networked(
                            Protocol.MCONN,
                            InetAddress.getByName(args[0]),
                            Integer.parseInt(args[1]));
            try (Connection connection =
                    transport.dial(endpoint, timers.deadlineIn(Duration.ofSeconds(3)))) {
                Handshake done =
                        connection.handshake(
                                new HandshakeOffer(
                                        self,
                                        identity,
                                        Optional.empty(),
                                        channel -> new Acceptance.Accept(64_000)),
                                timers.deadlineIn(Duration.ofSeconds(3)));
                System.out.println("handshake: " + done);
                var codec = ProtobufCodec.of(PexMessage.parser());
                connection.sendMessage(
                        new ChannelId(0),
                        codec.encode(
                                PexMessage.newBuilder()
                                        .setRequest(PexRequest.getDefaultInstance())
                                        .build()));
                InboundMessage answer = connection.receiveMessage();
                System.out.println("on " + answer.channel() + ": " + codec.decode(answer.bytes()));
                System.out.println(connection.snapshot());
                if (args.length > 3) {
                    stay(connection, timers, Duration.ofSeconds(Long.parseLong(args[3])));
                }
            }
        }
    }
}
