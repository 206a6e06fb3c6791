package dev.tendril.itests.simulation;

import dev.tendril.api.reactor.Settings;
import dev.tendril.simulator.SimNodeSpec;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Nodes that do nothing wrong, on ways that are now fast, now slow, now both; messages break
 * connections and clocks are wrong. Nobody is ever blamed for anything, let alone banned.
 */
final class HonestJitter implements Scenario {

    private record Weather(Duration min, Duration max) {}

    private static final List<Weather> WEATHERS =
            List.of(
                    new Weather(Duration.ofMillis(1), Duration.ofMillis(5)),
                    new Weather(Duration.ofMillis(1), Duration.ofSeconds(3)),
                    new Weather(Duration.ofMillis(50), Duration.ofMillis(400)),
                    new Weather(Duration.ofSeconds(2), Duration.ofSeconds(2)),
                    new Weather(Duration.ZERO, Duration.ofMillis(900)));

    private static final Duration CHANGE = Duration.ofMinutes(17);

    /** Asked less often than usual: a thousand hours are long. */
    private static final Settings PEX = new Settings(Map.of("ask_interval", "1m"));

    @Override
    public void play(Stage stage) throws Exception {
        var builder = stage.network().breakChance(0.0002);
        for (var i = 0; i < stage.nodes(); i++) {
            builder.node(node(i, stage.nodes()));
        }
        try (var network = stage.open(builder)) {
            network.startAll();
            for (var i = 0; network.elapsed().compareTo(stage.span()) < 0; i++) {
                network.runFor(CHANGE);
                var weather = WEATHERS.get(i % WEATHERS.size());
                network.latency(weather.min(), weather.max());
            }
            Crowd.converge(network, Duration.ofHours(1));
            stage.figure("node-hours", network.elapsed().toHours() * stage.nodes());
            stage.figure("messages", network.deliveries());
            stage.atMost("bans", Crowd.bans(network), 0);
            stage.atMost("offences", Crowd.offences(network), 0);
        }
    }

    private static SimNodeSpec node(int number, int count) {
        return Crowd.node(number, count)
                .withReactors(SimNodeSpec.pex().with(PEX))
                .withClockOffset(Duration.ofMinutes(13L * number - 100));
    }
}
