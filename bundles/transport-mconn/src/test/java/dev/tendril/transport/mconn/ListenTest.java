package dev.tendril.transport.mconn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.transport.Connection;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where it listens it can be reached. */
final class ListenTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "::", "::1"})
    @Timeout(30)
    @Covers("RO-07")
    void listen_onAnyAndLoopback_reportsWhatWasAskedFor_andShakesHands(String host)
            throws Exception {
        InetAddress ip = InetAddress.ofLiteral(host);
        List<InetSocketAddress> asked = List.of(new InetSocketAddress(ip, 0));
        try (Live live = new Live(MconnOptions.defaults(), asked)) {
            assertEquals(ip, ((Endpoint.Networked) live.endpoint()).ip());
            CompletableFuture<Connection> accepted = live.accepting();
            Connection dialed = live.dial();
            assertEquals(Live.LISTENER.publicKey(), live.shake(dialed).key());
            accepted.get().close();
            dialed.close();
        }
    }
}
