package dev.tendril.itests.simulation;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.admission.AdmissionFilter;
import dev.tendril.api.admission.Verdict;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNode;
import dev.tendril.simulator.SimNodeSpec;
import dev.tendril.support.limit.Limit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * An operator pulls every lever of a node among others, and each does what it says: bans hold over
 * a restart and end in time, limits are kept when they change, a filter is obeyed, a peer manager
 * that is replaced takes all connections over; and the node can say why.
 */
final class Operator implements Scenario {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration WHILE = Duration.ofMinutes(10);
    private static final Duration LONG = Duration.ofHours(1);

    private static final String DOMAIN = ".test";

    private final String own = Crowd.name(0);

    @Override
    public void play(Stage stage) throws Exception {
        var builder = stage.network();
        for (var i = 0; i < stage.nodes(); i++) {
            builder.node(node(i, stage.nodes()));
        }
        try (var network = stage.open(builder)) {
            network.startAll();
            introduce(network, stage);
            awaitMesh(network, stage);
            bans(network, stage);
            network.runFor(stage.span());
            named(network, stage);
            limits(network, stage);
            filters(network, stage);
            update(network, stage);
            explain(network, stage);
            awaitMesh(network, stage);
        }
    }

    /** The last one knows nobody. */
    private static SimNodeSpec node(int number, int count) {
        var spec =
                SimNodeSpec.of(Crowd.name(number))
                        .at(ip(number))
                        .withReactors(SimNodeSpec.pex())
                        .withResolver(Operator::resolve);
        return number == 0 || number == count - 1 ? spec : spec.withSeeds(Crowd.SEED);
    }

    /** Every second one has an IPv6 address. */
    private static String ip(int number) {
        return number % 2 == 0
                ? Crowd.ip(number)
                : "2a0" + number % 10 + ":" + Integer.toHexString(number + 16) + "::1";
    }

    /** Knows {@code 3.test} and the like. */
    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        if (!host.endsWith(DOMAIN)) {
            throw new UnknownHostException(host);
        }
        var number = Integer.parseInt(host.substring(0, host.length() - DOMAIN.length()));
        return List.of(InetAddress.ofLiteral(ip(number)));
    }

    /** Whom nobody knows is found by its name only. */
    private void introduce(SimNetwork network, Stage stage) throws Exception {
        var last = network.node(Crowd.name(stage.nodes() - 1));
        network.runFor(Duration.ofSeconds(10));
        accepted(network, () -> node(network).admin().dial(byName(last, "nowhere")));
        network.runFor(Duration.ofSeconds(10));
        stage.check(network.call(() -> !has(network, last.name())), "found nowhere");
        var named = byName(last, stage.nodes() - 1 + DOMAIN);
        accepted(network, () -> node(network).admin().dial(named));
        await(network, "it is found by its name", SOON, () -> has(network, last.name()));
    }

    private static NodeAddress byName(SimNode node, String host) {
        return NodeAddress.networked(Protocol.MCONN, node.id(), host, NodeAddress.DEFAULT_PORT);
    }

    private SimNode node(SimNetwork network) {
        return network.node(own);
    }

    private static void awaitMesh(SimNetwork network, Stage stage) throws Exception {
        network.await(
                "everybody is connected to everybody",
                LONG,
                () ->
                        network.nodes().stream()
                                .allMatch(node -> node.connections() == stage.nodes() - 1));
        network.awaitAgreement();
    }

    private void await(SimNetwork network, String what, Duration limit, Callable<Boolean> holds)
            throws Exception {
        network.await(what, limit, holds);
    }

    private boolean has(SimNetwork network, String other) {
        return node(network).connectedTo().contains(other);
    }

    private static void accepted(SimNetwork network, Callable<Optional<Reason>> act)
            throws Exception {
        var refusal = network.call(act);
        if (refusal.isPresent()) {
            throw new AssertionError("lever was refused: " + refusal.get());
        }
    }

    private void bans(SimNetwork network, Stage stage) throws Exception {
        var one = network.node(Crowd.name(1));
        var two = network.node(Crowd.name(2));
        var id = new BanTarget.Id(one.id());
        var block = new BanTarget.Network(Crowd.ip(2) + "/24");
        accepted(network, () -> node(network).admin().ban(id, LONG, "tried"));
        accepted(network, () -> node(network).admin().ban(block, WHILE, "tried"));
        await(network, "both are gone", SOON, () -> !has(network, "n1") && !has(network, "n2"));
        network.crash(own);
        network.start(own);
        network.runFor(SOON);
        stage.check(
                network.call(() -> !has(network, one.name()) && !has(network, two.name())),
                "a ban was lost with a restart");
        stage.check(network.call(() -> node(network).admin().bans().size()) == 2, "bans");
        await(network, "the block is free again", LONG, () -> has(network, two.name()));
        stage.check(network.call(() -> !has(network, one.name())), "the id is banned for longer");
        accepted(network, () -> node(network).admin().unban(id));
        await(network, "the id is free again", LONG, () -> has(network, one.name()));
        stage.check(
                network.call(() -> node(network).admin().unban(id)).isPresent(),
                "it is not banned any more");
    }

    private void named(SimNetwork network, Stage stage) throws Exception {
        var three = network.node(Crowd.name(3));
        accepted(network, () -> node(network).admin().persist(three.address()));
        stage.check(
                network.call(() -> node(network).admin().persistent()).contains(three.address()),
                "it is not persistent");
        network.crash(three.name());
        network.runFor(WHILE);
        network.start(three.name());
        await(network, "the persistent one is back", SOON, () -> has(network, three.name()));
        accepted(network, () -> node(network).admin().unpersist(three.id()));
        var last = network.node(Crowd.name(stage.nodes() - 1));
        accepted(network, () -> node(network).admin().disconnect(last.id(), WHILE));
        await(network, "it is gone", SOON, () -> !has(network, last.name()));
        network.runFor(SOON);
        stage.check(network.call(() -> !has(network, last.name())), "it was not left alone");
        accepted(network, () -> node(network).admin().dial(last.address()));
        await(network, "it is back", LONG, () -> has(network, last.name()));
    }

    private void limits(SimNetwork network, Stage stage) throws Exception {
        network.call(
                () -> {
                    node(network)
                            .changeOptions(
                                    options ->
                                            options.maxInbound(Limit.of(1))
                                                    .maxOutbound(Limit.of(1)));
                    return true;
                });
        await(network, "two are left", SOON, () -> node(network).connections() <= 2);
        network.runFor(SOON);
        stage.atMost("connections", network.call(() -> node(network).connections()), 2);
        network.call(
                () -> {
                    node(network)
                            .changeOptions(
                                    options ->
                                            options.maxConnected(Limit.of(3))
                                                    .maxOutbound(Limit.of(3)));
                    return true;
                });
        network.runFor(SOON);
        stage.atMost("connections", network.call(() -> node(network).connections()), 3);
        network.call(
                () -> {
                    node(network).changeOptions(options -> options);
                    return true;
                });
        awaitMesh(network, stage);
    }

    private void filters(SimNetwork network, Stage stage) throws Exception {
        var unwanted = network.node(Crowd.name(1));
        var filter = new Unwanted(unwanted.address());
        network.call(
                () -> {
                    node(network).bindFilter(filter);
                    return node(network).admin().disconnect(unwanted.id(), Duration.ofSeconds(1));
                });
        network.runFor(WHILE);
        stage.check(network.call(() -> !has(network, unwanted.name())), "a filter was not asked");
        network.call(
                () -> {
                    node(network).unbindFilter(filter);
                    return true;
                });
        await(network, "the filter is gone", LONG, () -> has(network, unwanted.name()));
    }

    private void update(SimNetwork network, Stage stage) throws Exception {
        awaitMesh(network, stage);
        var before = network.call(() -> refs(network));
        network.call(
                () -> {
                    node(network).replacePeerManager();
                    return true;
                });
        network.runFor(SOON);
        stage.check(before.equals(network.call(() -> refs(network))), "connections were lost");
    }

    private String refs(SimNetwork network) {
        return node(network).peers().connected().stream()
                .map(PeerInfo::ref)
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining());
    }

    private void explain(SimNetwork network, Stage stage) throws Exception {
        var admin = network.call(() -> node(network).admin());
        for (var node : network.nodes()) {
            var why = network.call(() -> admin.why(node.id()));
            stage.check(!why.state().isEmpty() && !why.next().isEmpty(), "no word: " + why);
            var host = node.address().host();
            stage.check(
                    !network.call(() -> admin.why(host)).searched().isEmpty(),
                    "not looked: " + host);
        }
        stage.atLeast("decisions", network.call(() -> admin.decisions(1_000).size()), 10);
    }

    /** Lets one peer neither in nor out, nor hears of it. */
    private record Unwanted(NodeAddress address) implements AdmissionFilter {

        @Override
        public Verdict screen(Endpoint remote) {
            return Verdict.ALLOW;
        }

        @Override
        public Verdict admit(NodeInfo peer, Endpoint remote, Direction direction) {
            return peer.nodeId().equals(address.nodeId())
                    ? new Verdict.Deny(Reason.of("unwanted"))
                    : Verdict.ALLOW;
        }

        @Override
        public Verdict learn(NodeAddress told) {
            return List.of(address).contains(told)
                    ? new Verdict.Deny(Reason.of("unwanted"))
                    : Verdict.ALLOW;
        }
    }
}
