package dev.tendril.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.shell.view.Refusal;
import dev.tendril.shell.view.Snapshots;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

final class LooksTest {

    private final FakeNode node = new FakeNode(Snapshots.running("main"), Snapshots.lonely("test"));
    private final Looks looks = new Looks(node);

    @Test
    void listings_ofSeveralNetworks_areGrouped() {
        var peers = looks.peers("", false);

        assertTrue(peers.table().startsWith("network main\n#"), peers.table());
        assertTrue(peers.table().contains("\nnetwork test\nno peers"), peers.table());
        assertEquals(3, peers.json().size());
    }

    @Test
    void listings_ofOneNetwork_haveNoHead() {
        assertTrue(looks.peers("main", false).table().startsWith("#"));
        assertEquals(2, looks.status("").json().size());
    }

    @Test
    void peer_isFoundInAnyNetwork() {
        assertTrue(looks.peer("", "sentry-eu-1").table().contains(Snapshots.SENTRY.hex()));
        assertThrows(Refusal.class, () -> looks.peer("test", "sentry-eu-1"));
    }

    @Test
    void why_ofAKnownPeer_asksItsNetwork() {
        looks.why("", "3b62");

        assertEquals(List.of("why main " + Snapshots.SENTRY), node.acts);
    }

    @Test
    void why_ofAStranger_asksEveryNetworkAndSaysSo() {
        var answer = looks.why("", "198.51.100.7");

        assertEquals(List.of("why main 198.51.100.7", "why test 198.51.100.7"), node.acts);
        assertTrue(answer.table().contains("never heard of 198.51.100.7"), answer.table());
        assertTrue(answer.table().contains("searched       everywhere"), answer.table());
    }

    @Test
    void why_ofAnAmbiguousStart_saysWhich() {
        assertTrue(
                assertThrows(Refusal.class, () -> looks.why("", "3b"))
                        .toString()
                        .startsWith("3b means several peers"));
    }

    @Test
    void decisions_areFilteredByKindAndReason() {
        assertEquals(1, decisions(Optional.of("dial"), Optional.of("wanted")));
        assertEquals(0, decisions(Optional.of("ban"), Optional.empty()));
        assertEquals(0, decisions(Optional.of("dial"), Optional.of("seed")));
    }

    private int decisions(Optional<String> verb, Optional<String> reason) {
        return looks.decisions("main", 10, verb, reason).json().size();
    }

    @Test
    void decisions_ofALimitOutOfRange_isRefused() {
        assertThrows(
                Refusal.class, () -> looks.decisions("", -1, Optional.empty(), Optional.empty()));
    }

    @Test
    void words_forCompletion() {
        var words = looks.peerWords();

        assertTrue(words.contains(Snapshots.SENTRY.hex()));
        assertTrue(words.contains("sentry-eu-1"));
        assertEquals(List.of("echo", "pex"), looks.reactorNames());
    }
}
