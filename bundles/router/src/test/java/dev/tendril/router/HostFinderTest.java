package dev.tendril.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.router.fake.Sim;
import dev.tendril.support.count.Counters;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.sim.SimScheduler;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Addresses become endpoints, with a name service that the test answers for. */
class HostFinderTest {

    private static final NodeId ID = new NodeId("00112233445566778899aabbccddeeff00112233");

    /** What the name service was asked. */
    private final List<String> asked = new ArrayList<>();

    private List<InetAddress> resolve(String host) throws IOException {
        asked.add(host);
        if (!host.equals("localhost")) {
            throw new UnknownHostException(host);
        }
        var both = new ArrayList<InetAddress>();
        for (var ip : List.of("127.0.0.1", "::1", "127.0.0.1")) {
            both.add(InetAddress.ofLiteral(ip));
        }
        return both;
    }

    private List<Endpoint> find(SimScheduler sim, NodeAddress address) throws Exception {
        try (var scope = new TaskScope(sim.threads(), (name, failure) -> asked.add("failed"))) {
            var finder = new HostFinder(this::resolve, sim.timers(), scope, new Counters());
            return finder.endpoints(address, sim.timers().deadlineIn(Duration.ofSeconds(5)));
        }
    }

    private static Endpoint at(String ip, int port) {
        return new Endpoint.Networked(Protocol.MCONN, InetAddress.ofLiteral(ip), port);
    }

    @Test
    @Covers("AD-07")
    void endpoints_ofNumbers_areThemselves_andOfLocalhostBothFamilies() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    for (var ip : List.of("127.0.0.1", "192.0.2.7", "::1", "2001:db8::7")) {
                        var address = NodeAddress.networked(Protocol.MCONN, ID, ip, 80);
                        assertEquals(List.of(at(ip, 80)), find(sim, address));
                    }
                    assertEquals(List.of(), asked);
                    assertEquals(
                            List.of(at("127.0.0.1", 80), at("::1", 80)),
                            find(sim, NodeAddress.networked(Protocol.MCONN, ID, "localhost", 80)));
                    assertEquals(
                            List.of(at("192.0.2.7", NodeAddress.DEFAULT_PORT)),
                            find(sim, NodeAddress.networked(Protocol.MCONN, ID, "192.0.2.7", 0)));
                });
    }

    @Test
    @Covers("AD-09")
    void endpoints_ofALocalAddress_areItsPathOrItsNodeId() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    for (var path : List.of("", ID.hex())) {
                        assertEquals(
                                List.of(new Endpoint.Local(Protocol.MEMORY, ID.hex())),
                                find(sim, NodeAddress.local(Protocol.MEMORY, ID, path)));
                    }
                    assertEquals(
                            List.of(new Endpoint.Local(Protocol.MEMORY, "/place")),
                            find(sim, NodeAddress.parse("memory://" + ID + "@/place")));
                });
    }

    /** Hosts that no URL forbids are read, and nobody is found there. */
    @Test
    @Covers({"AD-08", "AD-10", "AD-13"})
    void endpoints_ofHostsThatDoNotExist_areAFailureThatNamesThem() throws Exception {
        Sim.run(
                getClass(),
                sim -> {
                    var hosts =
                            List.of("no.such.example", "192.0.2.7:80", "[host]", "\ud83d\udc4b");
                    for (var host : hosts) {
                        var address = new NodeAddress(Protocol.MCONN, ID, host, 80, "");
                        var failure =
                                assertThrows(IOException.class, () -> find(sim, address), host);
                        assertTrue(failure.getMessage().contains("host: " + host));
                    }
                    assertEquals(hosts, asked);
                });
    }
}
