package dev.tendril.simulator;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.node.ProtocolVersions;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.HandshakeOffer;
import dev.tendril.api.transport.InboundChannels.Acceptance;
import dev.tendril.transport.memory.MemoryOptions;
import dev.tendril.transport.memory.MemoryTransport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Somebody who is no node of ours but speaks the protocol, as a script of the test wants it: one
 * that floods, lies, goes silent or has many names. Lives at one place, under as many ids as it
 * likes. To be used on simulated threads, see {@link SimNetwork#script}.
 */
public final class SimStranger {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MESSAGE_MAX_BYTES = 1 << 20;

    private final World world;
    private final Home home;
    private Optional<MemoryTransport> transport = Optional.empty();

    SimStranger(World world, String name) {
        this.world = world;
        this.home = world.home(name);
    }

    /** {@return its name} */
    public String name() {
        return home.name();
    }

    /** {@return where it lives} */
    public Endpoint endpoint() {
        return home.endpoint();
    }

    /** {@return its address under its first name} */
    public NodeAddress address() {
        return address(0);
    }

    /**
     * {@return its address under one of its names}
     *
     * @param number which one, 0 for the first
     */
    public NodeAddress address(int number) {
        return home.endpoint().nodeAddress(id(number));
    }

    /**
     * {@return one of its ids}
     *
     * @param number which one, 0 for the first
     */
    public NodeId id(int number) {
        return identity(number).nodeId();
    }

    private SimIdentity identity(int number) {
        return number == 0 ? home.identity() : new SimIdentity(home.name() + "/" + number);
    }

    private MemoryTransport transport() throws IOException {
        if (transport.isEmpty()) {
            transport =
                    Optional.of(
                            MemoryTransport.listen(
                                    world.memory(),
                                    home.endpoint(),
                                    MemoryOptions.DEFAULTS,
                                    world.scheduler().timers(),
                                    SimIdentity::verify,
                                    world.scheduler().random(home.name() + "/transport")));
        }
        return transport.get();
    }

    /**
     * Opens a connection and does nothing with it.
     *
     * @param to whom
     * @return a connection before its handshake
     * @throws IOException when nobody is there
     * @throws InterruptedException when the simulation ends
     */
    public Connection dial(SimNode to) throws IOException, InterruptedException {
        return transport()
                .dial(
                        world.home(to.name()).endpoint(),
                        world.scheduler().timers().deadlineIn(PATIENCE));
    }

    /**
     * Connects and shakes hands.
     *
     * @param to whom
     * @param number under which of its names
     * @param lie changes what it tells about itself
     * @return a connection that can be used; the other side may still refuse it
     * @throws IOException when it does not come about
     * @throws InterruptedException when the simulation ends
     */
    public Connection connect(SimNode to, int number, UnaryOperator<NodeInfo> lie)
            throws IOException, InterruptedException {
        var connection = dial(to);
        shakeHands(connection, number, lie);
        return connection;
    }

    /**
     * Waits for somebody to connect.
     *
     * @return a connection before its handshake
     * @throws IOException when this cannot listen
     * @throws InterruptedException when the simulation ends
     */
    public Connection accept() throws IOException, InterruptedException {
        return transport().accept();
    }

    /**
     * Shakes hands on a connection.
     *
     * @param connection a fresh one
     * @param number under which of its names
     * @param lie changes what it tells about itself
     * @throws IOException when the other side does not
     * @throws InterruptedException when the simulation ends
     */
    public void shakeHands(Connection connection, int number, UnaryOperator<NodeInfo> lie)
            throws IOException, InterruptedException {
        var identity = identity(number);
        var offer =
                new HandshakeOffer(
                        lie.apply(info(identity.nodeId())),
                        identity,
                        Optional.empty(),
                        channel -> new Acceptance.Accept(MESSAGE_MAX_BYTES));
        connection.handshake(offer, world.scheduler().timers().deadlineIn(PATIENCE));
    }

    private NodeInfo info(NodeId id) {
        return new NodeInfo(
                ProtocolVersions.COMETBFT,
                id,
                listenAddress(),
                world.chainId(),
                "0.38.0",
                List.of(new ChannelId(0x00)),
                home.name(),
                "off",
                "");
    }

    private String listenAddress() {
        return switch (home.endpoint()) {
            case Endpoint.Networked networked -> "tcp://" + networked.hostPort();
            case Endpoint.Local local -> "tcp://0.0.0.0:0";
        };
    }

    void end() {
        transport.ifPresent(MemoryTransport::close);
        world.memory()
                .sever((from, to) -> world.ways().name(from).equals(home.name()), "stranger left");
    }

    @Override
    public String toString() {
        return home.name();
    }
}
