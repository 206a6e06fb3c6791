package dev.tendril.transport.mconn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.identity.NodeIdentity;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.ConnectionClosedException;
import dev.tendril.api.transport.Handshake;
import dev.tendril.api.transport.HandshakeOffer;
import dev.tendril.api.transport.InboundChannels.Acceptance;
import dev.tendril.api.transport.InboundMessage;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.node.TestNodes;
import dev.tendril.transport.mconn.reason.MconnFailure;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** The configured sizes of packets, from a node that sends them to one that takes them or not. */
@Timeout(60)
final class PayloadTest {

    private static final int DEFAULT_BYTES = 1_024;
    private static final int LARGEST_BYTES = 1_000_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ChannelId CHANNEL = new ChannelId(Live.CHANNEL);

    @ParameterizedTest
    @ValueSource(ints = {DEFAULT_BYTES, 1_400, LARGEST_BYTES})
    @Covers("MC-12")
    void packetsOfEveryFamily_areTakenByDefault(int payloadBytes) throws Exception {
        byte[] message = new byte[payloadBytes + 1];
        new SplittableRandom(payloadBytes).nextBytes(message);
        InboundMessage received = send(payloadBytes, LARGEST_BYTES, message).get();
        assertArrayEquals(message, received.bytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {1_400, LARGEST_BYTES})
    @Covers("MC-12")
    void largerPackets_endAConnectionThatTakesOnlyTheUsual(int payloadBytes) throws Exception {
        ConnectionClosedException ended =
                MconnConnectionTest.ended(
                        send(payloadBytes, DEFAULT_BYTES, new byte[payloadBytes + 1]));
        assertEquals(MconnFailure.PACKET_TOO_LARGE.code(), ended.reason().code());
        assertEquals(Blame.PEER, ended.blame());
    }

    /** How the one message arrives, from a node to another. */
    private static CompletableFuture<InboundMessage> send(
            int sendMaxBytes, int receiveMaxBytes, byte[] message) throws Exception {
        try (Live sender = new Live(payloads(sendMaxBytes, DEFAULT_BYTES));
                Live receiver = new Live(payloads(DEFAULT_BYTES, receiveMaxBytes))) {
            CompletableFuture<InboundMessage> received =
                    receiver.async(
                            () -> {
                                Connection accepted = receiver.transport.accept();
                                shake(receiver, accepted, Live.LISTENER);
                                return accepted.receiveMessage();
                            });
            Connection dialed =
                    sender.transport.dial(receiver.endpoint(), sender.timers.deadlineIn(LIMIT));
            shake(sender, dialed, Live.DIALER);
            CompletableFuture<Boolean> sent =
                    sender.async(
                            () -> {
                                dialed.sendMessage(CHANNEL, message);
                                return true;
                            });
            received.handle((got, failed) -> true).get();
            sent.handle((done, failed) -> true).get();
            return received;
        }
    }

    private static Handshake shake(Live live, Connection connection, NodeIdentity self)
            throws Exception {
        return connection.handshake(
                new HandshakeOffer(
                        TestNodes.info(self.nodeId(), Live.CHANNEL),
                        self,
                        Optional.empty(),
                        channel -> new Acceptance.Accept(2 * LARGEST_BYTES)),
                live.timers.deadlineIn(LIMIT));
    }

    /** What is as usual is left to the defaults. */
    private static MconnOptions payloads(int sendMaxBytes, int receiveMaxBytes) {
        MconnOptions usual =
                MconnOptions.defaults().withRates(new MconnOptions.Rates(0, 0, Duration.ZERO));
        return receiveMaxBytes == LARGEST_BYTES && sendMaxBytes == DEFAULT_BYTES
                ? usual
                : usual.withPayloads(new MconnOptions.Payloads(sendMaxBytes, receiveMaxBytes));
    }
}
