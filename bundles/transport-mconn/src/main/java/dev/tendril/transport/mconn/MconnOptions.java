package dev.tendril.transport.mconn;

import dev.tendril.wire.NodeInfoDialect;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How a transport behaves; {@link #defaults} are right for CometBFT chains. Immutable; an option
 * out of range is an {@link IllegalArgumentException} that names it.
 *
 * @param listen where to listen; port 0 takes any free one; none makes a transport that only dials
 * @param payloads data in a packet
 * @param rates bytes per second
 * @param liveness when a silent peer is given up
 * @param limits what connections may hold
 * @param dialect how node infos are written
 */
public record MconnOptions(
        List<InetSocketAddress> listen,
        Payloads payloads,
        Rates rates,
        Liveness liveness,
        Limits limits,
        NodeInfoDialect dialect) {

    /** What nodes listen on, and what is dialed when an endpoint has no port. */
    public static final int DEFAULT_PORT = 26_656;

    public MconnOptions {
        listen = List.copyOf(listen);
    }

    /** The defaults, listening nowhere. */
    public static MconnOptions defaults() {
        return new MconnOptions(
                List.of(),
                new Payloads(1_024, 1_000_000),
                new Rates(5_120_000, 5_120_000, Duration.ZERO),
                new Liveness(
                        Duration.ofSeconds(60), Duration.ofSeconds(45), Duration.ofSeconds(45)),
                new Limits(Integer.MAX_VALUE, 134_217_728, 536_870_912, 1_024),
                NodeInfoDialect.STANDARD);
    }

    /** The same, listening on {@code addresses}. */
    public MconnOptions withListen(List<InetSocketAddress> addresses) {
        return new MconnOptions(addresses, payloads, rates, liveness, limits, dialect);
    }

    /** The same with other packet sizes. */
    public MconnOptions withPayloads(Payloads other) {
        return new MconnOptions(listen, other, rates, liveness, limits, dialect);
    }

    /** The same with other rates. */
    public MconnOptions withRates(Rates other) {
        return new MconnOptions(listen, payloads, other, liveness, limits, dialect);
    }

    /** The same with other signs of life. */
    public MconnOptions withLiveness(Liveness other) {
        return new MconnOptions(listen, payloads, rates, other, limits, dialect);
    }

    /** The same with other limits. */
    public MconnOptions withLimits(Limits other) {
        return new MconnOptions(listen, payloads, rates, liveness, other, dialect);
    }

    /** The same with another dialect. */
    public MconnOptions withDialect(NodeInfoDialect other) {
        return new MconnOptions(listen, payloads, rates, liveness, limits, other);
    }

    private static void require(boolean holds, String option) {
        if (!holds) {
            throw new IllegalArgumentException("option is out of range, option: " + option);
        }
    }

    /**
     * Data in a packet (wire.md 4.2).
     *
     * @param sendMaxBytes 1..1,000,000. Tendermint 0.34 and CometBFT refuse more than 1,024 unless
     *     configured otherwise
     * @param receiveMaxBytes 1..1,000,000; the largest covers every family
     */
    public record Payloads(int sendMaxBytes, int receiveMaxBytes) {

        private static final int LARGEST_BYTES = 1_000_000;

        public Payloads {
            require(sendMaxBytes >= 1 && sendMaxBytes <= LARGEST_BYTES, "sendMaxBytes");
            require(receiveMaxBytes >= 1 && receiveMaxBytes <= LARGEST_BYTES, "receiveMaxBytes");
        }
    }

    /**
     * Bytes per second, counted on the network.
     *
     * @param sendPerSecondBytes to one peer; 0 is no limit
     * @param receivePerSecondBytes from one peer; 0 is no limit
     * @param flushInterval how long a part may wait for more parts before it is sent; zero sends as
     *     soon as no more waits
     */
    public record Rates(
            long sendPerSecondBytes, long receivePerSecondBytes, Duration flushInterval) {

        public Rates {
            require(sendPerSecondBytes >= 0, "sendPerSecondBytes");
            require(receivePerSecondBytes >= 0, "receivePerSecondBytes");
            require(!flushInterval.isNegative(), "flushInterval");
        }
    }

    /**
     * When a silent peer is given up (wire.md 4.6).
     *
     * @param pingInterval how often each connection pings
     * @param pongTimeout how long nothing at all may come after a ping; shorter than the interval
     * @param writeStallMax how long the peer may take nothing of what we send
     */
    public record Liveness(Duration pingInterval, Duration pongTimeout, Duration writeStallMax) {

        public Liveness {
            require(pongTimeout.isPositive(), "pongTimeout");
            require(pingInterval.compareTo(pongTimeout) > 0, "pingInterval");
            require(writeStallMax.isPositive(), "writeStallMax");
        }
    }

    /**
     * What connections may hold.
     *
     * @param inboundMax most inbound connections open at a time; further ones are closed at once
     * @param heldMaxBytes of unfinished messages, in one connection
     * @param heldMaxNodeBytes of unfinished messages, in all connections together
     * @param leasedBuffersMax most large buffers in use, of 67 kB each; further connections use
     *     small ones
     */
    public record Limits(
            int inboundMax, long heldMaxBytes, long heldMaxNodeBytes, int leasedBuffersMax) {

        public Limits {
            require(inboundMax >= 0, "inboundMax");
            require(heldMaxBytes > 0, "heldMaxBytes");
            require(heldMaxNodeBytes > 0, "heldMaxNodeBytes");
            require(leasedBuffersMax >= 0, "leasedBuffersMax");
        }
    }
}
