package dev.tendril.peermanager.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.peermanager.Crawl;
import dev.tendril.peermanager.Probing;
import dev.tendril.peermanager.Who;
import dev.tendril.support.limit.Limit;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A component's properties become options. */
class PeerManagerConfigTest {

    private static final Who SELF = Who.of(1);
    private static final Who A = Who.of(2);

    private static dev.tendril.peermanager.PeerManagerOptions parse(
            Map<String, Object> properties) {
        return PeerManagerConfig.parse(properties, SELF.id());
    }

    @Test
    void nothing_givesTheDefaults() {
        var options = parse(Map.of("tendril.network", "x"));
        assertEquals(Limit.of(40), options.maxInbound());
        assertEquals(Limit.of(10_000), options.peersStored());
        assertEquals(Optional.empty(), options.external());
        assertTrue(options.strict());
    }

    @Test
    void everyKey_isRead() {
        var options =
                parse(
                        Map.ofEntries(
                                Map.entry("seeds", new String[] {A.id() + "@a.example:1"}),
                                Map.entry(
                                        "persistent_peers",
                                        List.of(
                                                "tcp://" + A.id() + "@20.0.0.1:26656",
                                                "memory:" + A.id())),
                                Map.entry("unconditional_peer_ids", A.id().hex()),
                                Map.entry("private_peer_ids", new String[] {A.id().hex()}),
                                Map.entry("max_num_inbound_peers", 3L),
                                Map.entry("max_num_outbound_peers", "2"),
                                Map.entry("max_connections", 5),
                                Map.entry("external_address", "tcp://9.9.9.9:26656"),
                                Map.entry("addr_book_strict", false),
                                Map.entry("allow_duplicate_ip", "true"),
                                Map.entry("persistent_peers_max_dial_period_ms", 7_000L),
                                Map.entry("retry_delay_min_ms", 100L),
                                Map.entry("retry_delay_max_ms", 9_000L),
                                Map.entry("persistent_retry_delay_max_ms", 8_000L),
                                Map.entry("ban_duration_ms", 6_000L),
                                Map.entry("arrival_interval_ms", 300L),
                                Map.entry("seed_mode", true),
                                Map.entry("store_flush_interval_ms", 5_000L),
                                Map.entry("peers_stored_max", 100)));
        assertEquals("a.example", options.seeds().getFirst().host());
        assertEquals(List.of(A.address("20.0.0.1", 26_656), A.memory()), options.persistent());
        assertEquals(Set.of(A.id()), options.unconditional());
        assertEquals(Set.of(A.id()), options.privateIds());
        assertEquals(Limit.of(3), options.maxInbound());
        assertEquals(Limit.of(2), options.maxOutbound());
        assertEquals(Limit.of(5), options.maxConnected());
        assertEquals(Optional.of(SELF.address("9.9.9.9", 26_656)), options.external());
        assertTrue(!options.strict() && options.duplicateIp());
        assertEquals(Optional.of(Duration.ofSeconds(7)), options.persistentRetryMax());
        assertEquals(Optional.of(Duration.ofMillis(100)), options.retryMin());
        assertEquals(Optional.of(Duration.ofSeconds(9)), options.retryMax());
        assertEquals(Duration.ofSeconds(6), options.banDuration());
        assertEquals(Duration.ofMillis(300), options.arrivalInterval());
        assertTrue(options.inboundAge().isPresent());
        assertEquals(Duration.ofSeconds(5), options.storeFlushInterval());
        assertEquals(Limit.of(100), options.peersStored());
    }

    @Test
    @Covers("D-38")
    void seedMode_isAProfileOfItsOwn() {
        var plain = parse(Map.of());
        assertEquals(Optional.empty(), plain.crawl());
        assertEquals(Optional.empty(), plain.inboundAge());
        var seed = parse(Map.of("seed_mode", true));
        assertEquals(Optional.of(Crawl.POLITE), seed.crawl());
        assertEquals(Optional.of(Duration.ofMinutes(10)), seed.inboundAge());
        assertEquals(Duration.ofHours(6), seed.tellWithin());
        var changed =
                parse(
                        Map.of(
                                "seed_mode", "true",
                                "seed_disconnect_wait_period_ms", 7_000L,
                                "seed_visit_ms", 1_000L,
                                "seed_revisit_ms", 2_000L,
                                "seed_dial_interval_ms", 3L,
                                "seed_block_interval_ms", 4L,
                                "tell_within_ms", 5_000L));
        assertEquals(Optional.of(Duration.ofSeconds(7)), changed.inboundAge());
        assertEquals(
                Optional.of(
                        new Crawl(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofMillis(3),
                                Duration.ofMillis(4))),
                changed.crawl());
        assertEquals(Duration.ofSeconds(5), changed.tellWithin());
    }

    @Test
    void probing_isTheUsual_untilItIsSet_andEndsAtZero() {
        assertEquals(Probing.USUAL, parse(Map.of()).probing());
        assertEquals(
                new Probing(1, Duration.ofMillis(7), 64, Duration.ofMillis(8)),
                parse(Map.of("feeler_interval_ms", 7L, "hearsay_dial_interval_ms", 8L)).probing());
        var none =
                parse(Map.of("feeler_interval_ms", 0L, "hearsay_dial_interval_ms", 0L)).probing();
        assertEquals(0, none.feelers());
        assertEquals(Duration.ZERO, none.hearsayInterval());
    }

    @Test
    void maxIncomingConnectionTime_isWhatItIsInTenderdash() {
        var key = "max_incoming_connection_time_ms";
        assertEquals(Optional.empty(), parse(Map.of(key, 0L)).inboundAge());
        assertEquals(Optional.of(Duration.ofSeconds(9)), parse(Map.of(key, 9_000L)).inboundAge());
    }

    @Test
    void noLimits_andManyPeers_fit() {
        assertEquals(Limit.NONE, parse(Map.of("max_num_inbound_peers", -1)).maxInbound());
        assertEquals(Limit.NONE, parse(Map.of("max_num_inbound_peers", -1)).peersStored());
        assertEquals(
                Limit.of(20_011), parse(Map.of("max_num_inbound_peers", 20_000)).peersStored());
    }

    @Test
    @Covers("RO-05")
    void malformedIds_areRefusedWithTheKey_inEveryList() {
        var good = A.id().hex();
        for (var id : List.of(good.substring(1), good + "0", "g" + good.substring(1), "")) {
            for (var key : List.of("persistent_peers", "seeds")) {
                assertRefused(key, good + "@20.0.0.1:1", id + "@20.0.0.2:1");
            }
        }
        for (var id : List.of(good.substring(1), good + "0", "g" + good.substring(1))) {
            for (var key : List.of("unconditional_peer_ids", "private_peer_ids")) {
                assertRefused(key, good, id);
            }
        }
    }

    /** The good ones alone are taken. */
    private static void assertRefused(String key, String good, String bad) {
        parse(Map.of(key, new String[] {good}));
        var both = Map.<String, Object>of(key, new String[] {good, bad});
        var thrown = assertThrows(IllegalArgumentException.class, () -> parse(both), bad);
        assertTrue(thrown.getMessage().contains(key), thrown.getMessage());
    }

    @Test
    void nonsense_isRefusedWithTheKey() {
        for (var wrong :
                List.<Map<String, Object>>of(
                        Map.of("seeds", "nobody"),
                        Map.of("private_peer_ids", "nobody"),
                        Map.of("ban_duration_ms", "soon"),
                        Map.of("tell_within_ms", "long"),
                        Map.of("external_address", ":::"))) {
            var key = wrong.keySet().iterator().next();
            var thrown = assertThrows(IllegalArgumentException.class, () -> parse(wrong));
            assertTrue(thrown.getMessage().contains(key), thrown.getMessage());
        }
    }
}
