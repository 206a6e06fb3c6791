package dev.tendril.transport.mconn.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tendril.transport.mconn.ListenAddress;
import dev.tendril.transport.mconn.MconnOptions;
import dev.tendril.transport.mconn.internal.MconnTransportComponent.Config;
import dev.tendril.wire.NodeInfoDialect;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What each configured value does to the options. */
final class MconnTransportConfigTest {

    private final MconnOptions defaults = MconnOptions.defaults();

    @Test
    void options_nothingConfigured_areTheDefaults() {
        assertEquals(defaults, options(Map.of()));
    }

    @Test
    void options_payloads() {
        assertEquals(
                defaults.withPayloads(new MconnOptions.Payloads(1_400, 65_536)),
                options(
                        Map.of(
                                "max__packet__msg__payload__size",
                                1_400,
                                "max__packet__msg__payload__size__recv",
                                65_536)));
        assertThrows(
                IllegalArgumentException.class,
                () -> options(Map.of("max__packet__msg__payload__size", 1_000_001)));
    }

    @Test
    void options_rates() {
        assertEquals(
                defaults.withRates(new MconnOptions.Rates(7, 8, Duration.ofMillis(9))),
                options(Map.of("send__rate", 7L, "recv__rate", 8L, "flush__interval__ms", 9L)));
    }

    @Test
    void options_signsOfLife() {
        assertEquals(
                defaults.withLiveness(
                        new MconnOptions.Liveness(
                                Duration.ofMillis(500),
                                Duration.ofMillis(400),
                                Duration.ofMillis(300))),
                options(
                        Map.of(
                                "ping__interval__ms",
                                500L,
                                "pong__timeout__ms",
                                400L,
                                "write__stall__ms",
                                300L)));
        assertThrows(
                IllegalArgumentException.class,
                () -> options(Map.of("pong__timeout__ms", 60_000L)));
    }

    @Test
    void options_dialect() {
        assertEquals(
                defaults.withDialect(NodeInfoDialect.TENDERDASH),
                options(Map.of("node__info__dialect", "tenderdash")));
        assertThrows(
                IllegalArgumentException.class,
                () -> options(Map.of("node__info__dialect", "esperanto")));
    }

    @Test
    void options_addressesAndInboundConnections() throws Exception {
        assertEquals(
                List.of(ListenAddress.parse("127.0.0.1:5")),
                options(Map.of("laddr", new String[] {"tcp://127.0.0.1:5"})).listen());
        assertEquals(3, options(Map.of("max__inbound__connections", 3)).limits().inboundMax());
        assertEquals(0, options(Map.of("max__inbound__connections", 0)).limits().inboundMax());
    }

    /** A configuration with these values; the others are the defaults that it declares. */
    private static MconnOptions options(Map<String, Object> values) {
        return MconnTransportComponent.options(
                (Config)
                        Proxy.newProxyInstance(
                                Config.class.getClassLoader(),
                                new Class<?>[] {Config.class},
                                (self, method, arguments) ->
                                        values.getOrDefault(
                                                method.getName(), method.getDefaultValue())));
    }
}
