package dev.tendril.peermanager;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.support.limit.Limit;
import dev.tendril.support.thread.Threads;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.time.ManualTimers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The rules between options. */
class PeerManagerOptionsTest {

    private static final Duration FIVE = Duration.ofSeconds(5);
    private static final Duration SEVEN = Duration.ofSeconds(7);

    private static void accepts(UnaryOperator<PeerManagerOptionsBuilder> change) {
        assertDoesNotThrow(() -> change.apply(PeerManagerOptions.builder()).build());
    }

    private static void rejects(String name, UnaryOperator<PeerManagerOptionsBuilder> change) {
        var builder = change.apply(PeerManagerOptions.builder());
        var thrown = assertThrows(IllegalArgumentException.class, builder::build);
        assertTrue(thrown.getMessage().contains(name), thrown.getMessage());
    }

    private static List<NodeAddress> persistent(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> Who.of(n).address()).toList();
    }

    private static UnaryOperator<PeerManagerOptionsBuilder> connected(int max) {
        return o ->
                o.maxConnected(Limit.of(max))
                        .maxOutbound(Limit.NONE)
                        .maxInbound(Limit.NONE)
                        .upgrades(0)
                        .peersStored(Limit.NONE);
    }

    @Test
    @Covers({"PMN-02", "PMN-04"})
    void manager_ofInvalidOptionsOrOfNobody_cannotBeMade() {
        var standard = PeerManagerOptions.builder();
        var invalid = PeerManagerOptions.builder().maxHandshakes(0);
        var self = CoreFixture.SELF.id().hex();
        assertThrows(
                IllegalArgumentException.class,
                () -> new NodePeerManager(invalid.build(), environment(self)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new NodePeerManager(standard.build(), environment("")));
    }

    private static PeerManagerEnvironment environment(String self) {
        return new PeerManagerEnvironment(
                new NodeId(self),
                new ManualTimers(),
                () -> CoreFixture.EPOCH,
                new SplittableRandom(1),
                Threads.virtual());
    }

    @Test
    @Covers({"PMO-01", "PMO-02"})
    void defaults_andOnePersistentPeer_areAccepted() {
        accepts(o -> o);
        accepts(o -> o.persistent(persistent(1)));
    }

    @Test
    @Covers({"PMO-03", "PMO-04", "PMO-17"})
    void ids_thatAreNone_cannotBeMade() {
        assertThrows(IllegalArgumentException.class, () -> new NodeId("foo"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new NodeId("ABCDEF0123456789ABCDEF0123456789ABCDEF01"));
    }

    @Test
    @Covers({"PMO-05", "PMO-06", "PMO-07"})
    void persistentPeers_fitIntoTheConnections() {
        accepts(o -> connected(3).apply(o).persistent(persistent(3)));
        rejects("persistent_peers", o -> connected(2).apply(o).persistent(persistent(3)));
        rejects(
                "persistent_peers",
                o -> connected(2).apply(o).upgrades(2).persistent(persistent(3)));
    }

    @Test
    @Covers({"PMO-08", "PMO-09", "PMO-10"})
    void peersStored_holdWhatCanBeConnected() {
        rejects("peers_stored_max", o -> o.maxInbound(Limit.NONE).peersStored(Limit.of(10)));
        rejects(
                "peers_stored_max",
                o -> connected(2).apply(o).upgrades(1).peersStored(Limit.of(2)));
        accepts(o -> connected(2).apply(o).upgrades(1).peersStored(Limit.of(3)));
    }

    @Test
    @Covers({"PMO-11", "PMO-12", "PMO-13"})
    void retryMax_isAtLeastRetryMin() {
        rejects("retry_delay_max", o -> o.withoutRetryCaps().retryMin(SEVEN).retryMax(FIVE));
        accepts(o -> o.withoutRetryCaps().retryMin(FIVE).retryMax(FIVE));
        rejects("retry_delay_max", o -> o.withoutRetries().retryMax(FIVE));
    }

    @Test
    @Covers({"PMO-14", "PMO-15", "PMO-16"})
    void persistentRetryMax_isAtLeastRetryMin() {
        rejects(
                "persistent_retry_delay_max",
                o -> o.withoutRetryCaps().retryMin(SEVEN).persistentRetryMax(FIVE));
        accepts(o -> o.withoutRetryCaps().retryMin(FIVE).persistentRetryMax(FIVE));
        rejects("persistent_retry_delay_max", o -> o.withoutRetries().persistentRetryMax(FIVE));
    }

    @Test
    @Covers("PMO-17")
    void maxOutbound_isNotAboveMaxConnected() {
        rejects("max_num_outbound_peers", o -> connected(2).apply(o).maxOutbound(Limit.of(3)));
        accepts(o -> connected(3).apply(o).maxOutbound(Limit.of(3)));
    }
}
