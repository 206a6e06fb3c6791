package dev.tendril.router.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.node.ProtocolVersions;
import dev.tendril.router.QueueType;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

class RouterConfigTest {

    private static Map<String, Object> with(Object... pairs) {
        var all = new HashMap<String, Object>();
        all.put("tendril.network", "test");
        all.put("chain_id", "chain");
        for (int i = 0; i < pairs.length; i += 2) {
            all.put((String) pairs[i], pairs[i + 1]);
        }
        return all;
    }

    @Test
    @Covers({"RO-01", "RO-05"})
    void parse_ofNothing_givesDefaults() {
        var options = RouterConfig.parse(with());
        assertEquals(QueueType.WEIGHTED, options.queueType());
        assertEquals(Set.of("pex"), options.reactors());
        assertEquals(Duration.ofSeconds(20), options.handshakeTimeout());
        assertEquals(Duration.ofSeconds(3), options.dialTimeout());
        assertEquals(Duration.ofSeconds(5), options.settleDelay());
        assertEquals(ProtocolVersions.COMETBFT, options.versions());
        assertTrue(options.handshakesMax() > 0, "a rate that is not given is the usual one");
        assertThrows(IllegalArgumentException.class, () -> RouterConfig.parse(Map.of()));
    }

    @Test
    void parse_readsEveryKey() {
        var options =
                RouterConfig.parse(
                        with(
                                "moniker",
                                "me",
                                "version_app",
                                7L,
                                "listen_address",
                                "tcp://0.0.0.0:1",
                                "external_address",
                                "example.org:2",
                                "reactors",
                                new String[] {"pex", "echo"},
                                "announced_channels",
                                new String[] {"0x20", "21"},
                                "transports",
                                List.of("mconn"),
                                "queue_type",
                                "fifo",
                                "handshake_timeout_ms",
                                1_000L,
                                "dial_timeout_ms",
                                "2000",
                                "resolve_timeout_ms",
                                3_000,
                                "max_incoming_connection_attempts",
                                4L,
                                "peer_queue_max_bytes",
                                5L,
                                "node_queue_max_bytes",
                                6L,
                                "settle_delay_ms",
                                7_000L,
                                "transport_linger_ms",
                                8_000L,
                                "reactor.echo.interval",
                                "1s"));
        assertEquals("me", options.moniker());
        assertEquals(new ProtocolVersions(8, 11, 7), options.versions());
        assertEquals("tcp://0.0.0.0:1", options.listenAddress());
        assertEquals("example.org:2", options.externalAddress());
        assertEquals(Set.of("pex", "echo"), options.reactors());
        assertEquals(
                List.of(new ChannelId(0x20), new ChannelId(0x21)), options.announcedChannels());
        assertEquals(Set.of("mconn"), options.transports());
        assertEquals(QueueType.FIFO, options.queueType());
        assertEquals(Duration.ofSeconds(1), options.handshakeTimeout());
        assertEquals(Duration.ofSeconds(2), options.dialTimeout());
        assertEquals(Duration.ofSeconds(3), options.resolveTimeout());
        assertEquals(4, options.handshakesMax());
        assertEquals(5, options.peerQueueMaxBytes());
        assertEquals(6, options.nodeQueueMaxBytes());
        assertEquals(Duration.ofSeconds(7), options.settleDelay());
        assertEquals(Duration.ofSeconds(8), options.transportLinger());
        assertEquals("1s", options.settings("echo").text("interval").orElse(""));
    }

    @Test
    @Covers({"RO-02", "RO-03"})
    void parse_ofAnUnknownQueueType_namesIt() {
        for (var type : QueueType.values()) {
            assertEquals(
                    type, RouterConfig.parse(with("queue_type", type.configName())).queueType());
        }
        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> RouterConfig.parse(with("queue_type", "wdrr")));
        assertTrue(
                refused.getMessage().contains("wdrr")
                        && refused.getMessage().contains("queue_type"));
    }

    @Test
    void parse_ofSeventeenChannelsOrNonsense_isRefused() {
        var many = new String[17];
        for (int i = 0; i < many.length; i++) {
            many[i] = Integer.toHexString(i);
        }
        for (var bad :
                List.of(
                        with("announced_channels", many),
                        with("announced_channels", "0x100"),
                        with("dial_timeout_ms", "soon"),
                        with("handshake_timeout_ms", 0L),
                        with("max_incoming_connection_attempts", 0L))) {
            assertThrows(IllegalArgumentException.class, () -> RouterConfig.parse(bad));
        }
    }
}
