package dev.tendril.testkit.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.transport.TransportClosedException;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * What a transport promises (ADR 062, Transports; conformance list 11), but for its connections:
 * those have {@link ConnectionContract}. After each case no thread is left.
 */
@Timeout(60)
public abstract class TransportContract implements TransportFixture.Factory {

    private TransportFixture world;

    /** For subclasses. */
    @SuppressWarnings({"NullAway.Init", "initialization"}) // the world is made before each case
    protected TransportContract() {}

    @BeforeEach
    final void open() {
        world = new TransportFixture(this);
    }

    @AfterEach
    final void close() throws Exception {
        world.close();
    }

    @Test
    @Covers("TC-01")
    final void accept_whenTheTransportIsClosed_ends() throws Exception {
        var transport = world.listen();
        var accepting = world.start("accept", transport::accept);
        accepting.awaitBlocked();
        transport.close();
        assertThrows(TransportClosedException.class, accepting::get);
    }

    @Test
    @Covers("TC-02")
    final void accept_afterClose_endsAtOnce() throws Exception {
        var transport = world.listen();
        transport.close();
        transport.close();
        assertThrows(TransportClosedException.class, transport::accept);
    }

    @Test
    final void accept_whenTheThreadIsInterrupted_leavesTheTransportListening() throws Exception {
        var transport = world.listen();
        var accepting = world.start("accept", transport::accept);
        accepting.awaitBlocked();
        accepting.thread().interrupt();
        assertThrows(InterruptedException.class, accepting::get);
        world.connect(transport, transport);
    }

    @Test
    @Covers("TC-03")
    final void dial_ofItsOwnEndpoint_succeeds() throws Exception {
        var transport = world.listen();
        world.connect(transport, transport);
    }

    @Test
    @Covers("TC-04")
    final void dial_ofAnotherProtocol_fails() throws Exception {
        var transport = world.listen();
        var foreign = new Protocol("foreign");
        for (var endpoint :
                List.of(
                        new Endpoint.Local(foreign, "somewhere"),
                        new Endpoint.Networked(foreign, InetAddress.getLoopbackAddress(), 1))) {
            assertThrows(IOException.class, () -> transport.dial(endpoint, world.late()));
        }
    }

    @Test
    @Covers("TC-05")
    final void dial_ofTheAnyAddress_reachesThisHost() throws Exception {
        var transport = world.listen();
        if (transport.endpoints().getFirst() instanceof Endpoint.Networked bound
                && bound.ip() instanceof Inet4Address) {
            var any = InetAddress.getByAddress(new byte[4]);
            var accepting = world.start("accept", transport::accept);
            try (var dialed =
                            transport.dial(
                                    new Endpoint.Networked(bound.protocol(), any, bound.port()),
                                    world.late());
                    var accepted = accepting.get()) {
                assertEquals(dialed.localEndpoint(), accepted.remoteEndpoint());
            }
        }
    }

    @Test
    @Covers("TC-05")
    final void dial_ofAddressesThatAreNoHost_fails() throws Exception {
        var transport = world.listen();
        if (transport.endpoints().getFirst() instanceof Endpoint.Networked bound) {
            for (var address : List.of("255.255.255.255", "224.0.0.1")) {
                var endpoint =
                        new Endpoint.Networked(
                                bound.protocol(), InetAddress.getByName(address), bound.port());
                var soon = world.timers().deadlineIn(Duration.ofSeconds(2));
                assertThrows(IOException.class, () -> transport.dial(endpoint, soon), address);
            }
        }
    }

    @Test
    @Covers({"TC-06", "TC-07"})
    final void dial_ofAnEndpointOfTheOtherKind_fails() throws Exception {
        var transport = world.listen();
        var protocol = transport.protocols().iterator().next();
        var other =
                switch (transport.endpoints().getFirst()) {
                    case Endpoint.Networked networked -> new Endpoint.Local(protocol, "/path");
                    case Endpoint.Local local ->
                            new Endpoint.Networked(protocol, InetAddress.getLoopbackAddress(), 1);
                };
        assertThrows(IOException.class, () -> transport.dial(other, world.late()));
    }

    @Test
    @Covers("TC-08")
    final void dial_byAnInterruptedThread_isCancelled() throws Exception {
        var transport = world.listen();
        var endpoint = transport.endpoints().getFirst();
        var dialing =
                world.start(
                        "dial",
                        () -> {
                            Thread.currentThread().interrupt();
                            return transport.dial(endpoint, world.late());
                        });
        assertThrows(InterruptedException.class, dialing::get);
    }

    @Test
    @Covers("TC-09")
    final void dial_ofAClosedTransport_fails() throws Exception {
        var here = world.listen();
        var there = world.listen();
        var endpoint = there.endpoints().getFirst();
        there.close();
        assertThrows(IOException.class, () -> here.dial(endpoint, world.late()));
    }

    @Test
    @Covers("TC-10")
    final void dial_byAClosedTransport_succeeds() throws Exception {
        var here = world.listen();
        here.close();
        world.connect(here, world.listen());
    }

    @Test
    @Covers("TC-11")
    final void endpoints_areEmptyAfterClose() throws Exception {
        var here = world.listen();
        var there = world.listen();
        var listening = there.endpoints();
        assertFalse(here.endpoints().isEmpty());
        assertNotEquals(here.endpoints(), listening);
        here.close();
        assertEquals(List.of(), here.endpoints());
        assertEquals(listening, there.endpoints());
    }

    @Test
    @Covers("TC-12")
    final void protocols_containThatOfEachEndpoint() throws Exception {
        var transport = world.listen();
        assertFalse(transport.protocols().isEmpty());
        for (var endpoint : transport.endpoints()) {
            assertTrue(transport.protocols().contains(endpoint.protocol()), endpoint::toString);
        }
    }

    @Test
    @Covers("TC-13")
    final void text_isNotEmpty() throws Exception {
        assertFalse(world.listen().toString().isBlank());
    }
}
