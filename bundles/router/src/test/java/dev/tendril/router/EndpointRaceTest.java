package dev.tendril.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.transport.Connection;
import dev.tendril.router.fake.FakeConnection;
import dev.tendril.router.fake.FakeTransport;
import dev.tendril.router.fake.Sim;
import dev.tendril.router.fake.TestNode;
import dev.tendril.support.count.Counters;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.sim.SimScheduler;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Several endpoints of one name, in virtual time. */
class EndpointRaceTest {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private interface Story {
        void run(SimScheduler sim, FakeTransport transport, EndpointRace race, TestNode node)
                throws Exception;
    }

    private void tell(Story story) throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    try (var node = TestNode.of(sim, "node")) {
                        var failures = new ArrayList<Throwable>();
                        var scope = new TaskScope(sim.threads(), (t, f) -> failures.add(f));
                        var transport = new FakeTransport(Protocol.MCONN, "m", sim.timers());
                        var race =
                                new EndpointRace(
                                        sim.timers(),
                                        scope,
                                        new Closer(sim.timers(), sim.threads(), new Counters()),
                                        "peer",
                                        transport,
                                        sim.timers().deadlineIn(LIMIT));
                        story.run(sim, transport, race, node);
                        assertTrue(
                                scope.awaitEnd(
                                        sim.timers(),
                                        sim.timers().deadlineIn(Duration.ofMinutes(1))));
                        assertEquals(List.of(), failures);
                    }
                });
    }

    private static List<Endpoint> endpoints(String... ips) {
        return Stream.of(ips)
                .<Endpoint>map(
                        ip ->
                                new Endpoint.Networked(
                                        Protocol.MCONN, InetAddress.ofLiteral(ip), 26_656))
                .toList();
    }

    private static boolean isAt(Endpoint endpoint, String ip) {
        return ((Endpoint.Networked) endpoint).ip().equals(InetAddress.ofLiteral(ip));
    }

    @Test
    void takingTurns_alternatesTheFamilies() {
        assertEquals(
                endpoints("2001:4860::1", "8.8.8.8", "2001:4860::2", "8.8.4.4", "2001:4860::3"),
                EndpointRace.takingTurns(
                        endpoints(
                                "2001:4860::1",
                                "2001:4860::2",
                                "2001:4860::3",
                                "8.8.8.8",
                                "8.8.4.4")));
        assertEquals(endpoints("8.8.8.8"), EndpointRace.takingTurns(endpoints("8.8.8.8")));
    }

    /** One family leads nowhere: the other one begins a quarter of a second later and wins. */
    @Test
    @Covers("RD-05")
    void run_whenOneFamilySwallowsEverything_takesTheOther() throws Exception {
        tell(
                (sim, transport, race, node) -> {
                    transport.dials(
                            (endpoint, by) ->
                                    isAt(endpoint, "8.8.8.8")
                                            ? node.stranger("peer", 1)
                                            : transport.swallow(by));
                    assertTrue(
                            race.run(endpoints("2001:4860::1", "2001:4860::2", "8.8.8.8"))
                                    .isPresent());
                    assertEquals(2, transport.dialed().size());
                    assertEquals(EndpointRace.STAGGER.toNanos(), sim.timers().nanos());
                });
    }

    @Test
    void run_whenOneFails_beginsTheNextAtOnce() throws Exception {
        tell(
                (sim, transport, race, node) -> {
                    transport.dials(
                            (endpoint, by) -> {
                                if (isAt(endpoint, "8.8.8.8")) {
                                    return node.stranger("peer", 1);
                                }
                                throw new ConnectException("closed");
                            });
                    assertTrue(race.run(endpoints("8.8.4.4", "8.8.8.8")).isPresent());
                    assertEquals(0, sim.timers().nanos());
                });
    }

    @Test
    void run_whenAllFail_saysWhyTheLastDid() throws Exception {
        tell(
                (sim, transport, race, node) -> {
                    transport.dials(
                            (endpoint, by) -> {
                                throw new ConnectException("closed");
                            });
                    assertEquals(Optional.empty(), race.run(endpoints("8.8.4.4", "8.8.8.8")));
                    assertEquals("connection-refused", race.failure().reason().code());
                });
    }

    @Test
    void run_whenNobodyAnswers_endsAtItsDeadline() throws Exception {
        tell(
                (sim, transport, race, node) -> {
                    transport.dials((endpoint, by) -> transport.swallow(Deadline.NEVER));
                    assertEquals(Optional.empty(), race.run(endpoints("8.8.4.4", "8.8.8.8")));
                    assertEquals(LIMIT.toNanos(), sim.timers().nanos());
                    assertEquals("dial-timeout", race.failure().reason().code());
                });
    }

    /** The slower one connects all the same, whatever it was told: its connection is closed. */
    @Test
    @Covers("D-34")
    void run_whenTwoConnect_closesTheLateOne() throws Exception {
        tell(
                (sim, transport, race, node) -> {
                    var late = node.stranger("late", 1);
                    var first = node.stranger("first", 1);
                    transport.dials(
                            (endpoint, by) ->
                                    isAt(endpoint, "8.8.8.8")
                                            ? first
                                            : deaf(sim, Duration.ofSeconds(2), late));
                    assertEquals(
                            Optional.<Connection>of(first),
                            race.run(endpoints("8.8.4.4", "8.8.8.8")));
                    late.awaitClosed();
                    assertEquals(
                            Duration.ofSeconds(2).toNanos(), sim.timers().nanos(), "on arrival");
                });
    }

    /** A dial that hears no interrupt. */
    private static Connection deaf(SimScheduler sim, Duration span, FakeConnection connection)
            throws IOException {
        var until = sim.timers().deadlineIn(span);
        while (!until.isPast(sim.timers().nanos())) {
            try {
                sim.timers().sleepUntil(until);
            } catch (InterruptedException ignored) {
                continue; // what a careless transport does
            }
        }
        return connection;
    }

    @Test
    void run_interrupted_leavesNothing() throws Exception {
        tell(
                (sim, transport, race, node) -> {
                    transport.dials((endpoint, by) -> transport.swallow(Deadline.NEVER));
                    var ended = new ArrayList<String>();
                    var runner =
                            sim.threads()
                                    .unstarted(
                                            "runs",
                                            () -> {
                                                try {
                                                    race.run(endpoints("8.8.4.4", "8.8.8.8"));
                                                } catch (InterruptedException asked) {
                                                    ended.add("interrupted");
                                                }
                                            });
                    runner.start();
                    sim.timers().sleep(Duration.ofSeconds(1));
                    runner.interrupt();
                    sim.timers().sleep(Duration.ofSeconds(1));
                    assertEquals(List.of("interrupted"), ended);
                });
    }
}
