package dev.tendril.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

final class PeerFinderTest {

    private static final List<NetworkState> STATES =
            List.of(Snapshots.lonely("empty"), Snapshots.running("main"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3b6",
                "3B6230",
                "3b62300000000000000000000000000000000000",
                "sentry-eu-1",
                "SENTRY-EU-1",
                "95.179.155.35",
                "95.179.155.35:26656"
            })
    void one_byStartOfIdMonikerOrHost(String text) {
        assertEquals(
                new PeerFinder.Found.One("main", Snapshots.SENTRY), PeerFinder.one(STATES, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8::7", "2001:db8:0:0:0:0:0:7", "[2001:db8::7]:26656"})
    void one_byIpv6Host(String text) {
        assertEquals(Snapshots.GUEST, PeerFinder.one(STATES, text).nodeId());
    }

    @Test
    void one_ambiguousStart_saysWhich() {
        assertEquals(
                "3b means several peers: 3b6230000000… sentry-eu-1 (main), 3b9f1c000000… polkachu"
                        + " (main); give more digits of the id",
                assertThrows(Refusal.class, () -> PeerFinder.one(STATES, "3b")).getMessage());
    }

    @Test
    void one_ofNobody_saysWhatWasSearched() {
        assertEquals(
                "never heard of ffff, searched: ids, monikers and hosts of 3 known peers of empty,"
                        + " main",
                assertThrows(Refusal.class, () -> PeerFinder.one(STATES, "ffff")).getMessage());
    }
}
