package dev.tendril.itests.benchmarks;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.identity.NodeIdentity;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.HandshakeOffer;
import dev.tendril.api.transport.InboundChannels;
import dev.tendril.api.transport.Transport;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.node.TestIdentity;
import dev.tendril.testkit.node.TestNodes;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Two ends of one connection of a transport, hands shaken.
 *
 * @param dialer the end that dialed
 * @param acceptor the end that was dialed
 */
record ConnectionPair(Connection dialer, Connection acceptor) implements AutoCloseable {
    static final ChannelId CHANNEL = new ChannelId(0x42);
    private static final int MESSAGE_SIZE_MAX_BYTES = 1 << 20;

    static ConnectionPair open(Transport transport, SystemTimers timers, TaskScope scope)
            throws IOException, InterruptedException {
        Deadline deadline = Deadline.after(Duration.ofSeconds(10), timers.nanos());
        NodeIdentity one = TestIdentity.of("one");
        NodeIdentity two = TestIdentity.of("two");
        BlockingQueue<Optional<Connection>> accepted = new ArrayBlockingQueue<>(1);
        scope.fork("accept", () -> accepted.put(accept(transport, two, deadline)));
        Connection dialer = transport.dial(transport.endpoints().getFirst(), deadline);
        dialer.handshake(offer(one, Optional.of(two)), deadline);
        Connection acceptor =
                accepted.take().orElseThrow(() -> new IOException("no handshake when accepting"));
        return new ConnectionPair(dialer, acceptor);
    }

    private static Optional<Connection> accept(
            Transport transport, NodeIdentity self, Deadline deadline) throws InterruptedException {
        try {
            Connection connection = transport.accept();
            connection.handshake(offer(self, Optional.empty()), deadline);
            return Optional.of(connection);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        dialer.close();
        acceptor.close();
    }

    private static HandshakeOffer offer(NodeIdentity self, Optional<NodeIdentity> expected) {
        return new HandshakeOffer(
                TestNodes.info(self.nodeId(), CHANNEL.value()),
                self,
                expected.map(NodeIdentity::nodeId),
                channel -> new InboundChannels.Acceptance.Accept(MESSAGE_SIZE_MAX_BYTES));
    }
}
