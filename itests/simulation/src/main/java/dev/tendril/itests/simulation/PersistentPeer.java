package dev.tendril.itests.simulation;

import dev.tendril.api.reactor.Settings;
import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNodeSpec;

import java.time.Duration;
import java.util.Map;

/**
 * A persistent peer is down for a week: it is dialed all the time, neither often nor rarely, is
 * never forgotten, and is back soon after its return.
 */
final class PersistentPeer implements Scenario {

    /** A pause is a minute and a quarter of chance, a dial takes some seconds at most. */
    private static final Duration PAUSE_MIN = Duration.ofSeconds(59);

    private static final Duration PAUSE_MAX = Duration.ofSeconds(80);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int FIRST_DIALS = 10;

    /** A week is long. */
    private static final Settings SELDOM = new Settings(Map.of("ask_interval", "10m"));

    @Override
    public void play(Stage stage) throws Exception {
        var builder = stage.network();
        builder.node(quiet("keeper", "20.1.0.1").withPersistent("kept"));
        builder.node(quiet("kept", "21.1.0.1"));
        for (var i = 2; i < stage.nodes(); i++) {
            builder.node(quiet("other" + i, Crowd.ip(i)).withSeeds("keeper"));
        }
        try (var network = stage.open(builder)) {
            network.startAll();
            network.await("it is there", SOON, () -> isThere(network));
            network.runFor(SOON);
            network.crash("kept");
            network.await("it is gone", SOON, () -> !isThere(network));
            var before = network.call(() -> Crowd.dials(network.node("keeper")));
            network.runFor(stage.span());
            var dials = network.call(() -> Crowd.dials(network.node("keeper"))) - before;
            stage.atLeast("dials", dials, stage.span().dividedBy(PAUSE_MAX));
            stage.atMost("dials", dials, stage.span().dividedBy(PAUSE_MIN) + FIRST_DIALS);
            stage.check(network.call(() -> isKnown(network)), "it is forgotten");
            network.start("kept");
            network.await("it is back", PAUSE_MAX.plus(SOON), () -> isThere(network));
            stage.atMost("bans", Crowd.bans(network), 0);
        }
    }

    private static SimNodeSpec quiet(String name, String ip) {
        return SimNodeSpec.of(name).at(ip).withReactors(SimNodeSpec.pex().with(SELDOM));
    }

    private static boolean isThere(SimNetwork network) {
        return network.node("keeper").connectedTo().contains("kept");
    }

    private static boolean isKnown(SimNetwork network) {
        var kept = network.node("kept").id();
        return network.node("keeper").admin().snapshot().peers().stream()
                .anyMatch(peer -> peer.nodeId().equals(kept) && peer.persistent());
    }
}
