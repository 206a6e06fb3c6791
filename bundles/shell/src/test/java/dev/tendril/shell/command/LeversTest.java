package dev.tendril.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.decision.Reason;
import dev.tendril.shell.view.Refusal;
import dev.tendril.shell.view.Snapshots;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

final class LeversTest {

    private static final String ADDRESS = Snapshots.LOST + "@seed.example.org:26656";

    private final FakeNode node = new FakeNode(Snapshots.running("main"));
    private final Levers levers = new Levers(node);

    @Test
    void dial_saysWhatIsDialed() {
        assertEquals(
                "dialing mconn://" + ADDRESS + "; p2p:why 54dcd7 says what came of it\n",
                levers.dial("", ADDRESS));
        assertEquals(List.of("dial main mconn://" + ADDRESS), node.acts);
    }

    @Test
    void dial_malformedAddress_saysWhatAnAddressIs() {
        assertRefused("an address is ID@HOST:PORT", () -> levers.dial("", "seed.example.org"));
        assertEquals(List.of(), node.acts);
    }

    @Test
    void dial_refusedByThePeerManager_isARefusal() {
        node.refuse(new Reason("banned", "until tomorrow"));

        assertRefused("dial refused: banned (until tomorrow)", () -> levers.dial("", ADDRESS));
    }

    @Test
    void levers_inSeveralNetworks_wantToKnowWhich() {
        var several = new Levers(new FakeNode(Snapshots.running("main"), Snapshots.lonely("test")));

        assertRefused(
                "there are several networks, say which with -n NAME: main, test",
                () -> several.dial("", ADDRESS));
        assertRefused(
                "no network is named nope, there are: main, test",
                () -> several.dial("nope", ADDRESS));
        assertTrue(several.dial("test", ADDRESS).startsWith("dialing"));
        assertTrue(several.disconnect("", "3b62", "10m").contains("in network main"));
    }

    @Test
    void levers_withoutAnyNetwork_sayHowToMakeOne() {
        assertRefused("no network runs", () -> new Levers(new FakeNode()).dial("", ADDRESS));
    }

    @Test
    void disconnect_byStartOfId() {
        assertEquals(
                "disconnecting " + Snapshots.SENTRY + " in network main; it is not dialed for 5m\n",
                levers.disconnect("", "3b62", "5m"));
        assertEquals(List.of("disconnect main 3b6230 PT5M"), node.acts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5m", "5", "soon", "5d"})
    void disconnect_forNoDuration_isRefused(String span) {
        assertRefused(
                "--for is no duration such as 90s, 10m, 24h: " + span,
                () -> levers.disconnect("", "3b62", span));
    }

    @Test
    void persist_isDoneAndWrittenDown() {
        levers.persist("", ADDRESS);

        assertEquals(
                List.of("persist mconn://" + ADDRESS, "include p2p.persistent_peers " + ADDRESS),
                node.acts);
    }

    @Test
    void persist_whatCannotBeWrittenDown_isTakenBack() {
        node.fillDisk();

        assertRefused(
                "cannot be written down, nothing was changed: No space left on device",
                () -> levers.persist("", ADDRESS));
        assertEquals("unpersist 54dcd7", node.acts.getLast());
    }

    @Test
    void unpersist_byStartOfId_takesEveryEntryBack() {
        levers.persist("", ADDRESS);
        node.acts.clear();

        levers.unpersist("", "54dc");

        assertEquals(
                List.of("exclude p2p.persistent_peers " + ADDRESS, "unpersist 54dcd7"), node.acts);
    }

    /** The file that was just written takes the peer away as well, now and then before we do. */
    @Test
    void unpersist_ofWhomTheFileHasTakenAwayMeanwhile_isDone() {
        levers.persist("", ADDRESS);
        node.refuse(Reason.of("not-persistent"));

        assertEquals("54dcd7", levers.unpersist("", "54dc").substring(0, 6));
    }

    @Test
    void unpersist_ofWhoIsNotPersistent_isRefused() {
        assertRefused("is not kept connected", () -> levers.unpersist("", "3b62"));
    }

    @Test
    void conceal_ofKnownAndUnknownPeers_isDoneAndWrittenDown() {
        assertEquals(
                Snapshots.SENTRY
                        + " is told to nobody from now on, over restarts; who knows it still"
                        + " does\n",
                levers.conceal("", "3b62"));
        var stranger = "f".repeat(40);
        levers.conceal("", stranger);

        assertEquals(
                List.of(
                        "conceal 3b6230",
                        "include p2p.private_peer_ids " + Snapshots.SENTRY,
                        "conceal ffffff",
                        "include p2p.private_peer_ids " + stranger),
                node.acts);
        var list = levers.concealed("");
        assertTrue(list.print("table").contains(Snapshots.SENTRY + "  ready"), list.print("table"));
        assertTrue(list.print("json").contains("\"node_id\": \"" + stranger), list.print("json"));
    }

    @Test
    void conceal_whatCannotBeWrittenDown_isTakenBack() {
        node.fillDisk();

        assertRefused("nothing was changed", () -> levers.conceal("", "3b62"));
        assertEquals("reveal 3b6230", node.acts.getLast());
    }

    @Test
    void reveal_takesTheEntryBack_andRefusesWhoIsNotPrivate() {
        levers.conceal("", "3b62");
        node.acts.clear();

        levers.reveal("", "3b62");

        assertEquals(
                List.of("exclude p2p.private_peer_ids " + Snapshots.SENTRY, "reveal 3b6230"),
                node.acts);
        assertRefused("is not private", () -> levers.reveal("", "3b62"));
    }

    @ParameterizedTest
    @CsvSource({
        "3b62, 3b62300000000000000000000000000000000000",
        "ffffffffffffffffffffffffffffffffffffffff, ffffffffffffffffffffffffffffffffffffffff",
        "192.0.2.7, 192.0.2.7/32",
        "192.0.2.0/24, 192.0.2.0/24",
        "2001:db8::/32, 2001:db8::/32",
        "2001:db8::7, 2001:db8::7/128"
    })
    void ban_ofIdAddressOrNetwork(String typed, String target) {
        levers.ban("", typed, "24h", "too loud");

        assertEquals(List.of("ban " + target + " PT24H too loud"), node.acts);
        levers.unban("", typed);
        assertEquals("unban " + target, node.acts.getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.0/33", "192.0.2.0/x", "a.b", "300.1.1.1", "2001:db8::/129"})
    void ban_ofNoNetwork_isRefused(String typed) {
        assertRefused(typed, () -> levers.ban("", typed, "24h", ""));
        assertEquals(List.of(), node.acts);
    }

    @Test
    void unban_ofWhoIsNotBanned_isRefused() {
        assertRefused("no ban on 192.0.2.7/32", () -> levers.unban("", "192.0.2.7"));
    }

    @Test
    void enable_isWrittenDown() {
        assertEquals(
                "reactor echo belongs to network main from now on, over restarts\n",
                levers.enable("", "echo"));
        assertEquals(
                "reactor mine belongs to network main from now on, over restarts; nobody provides"
                        + " it yet: put its bundle into deploy/\n",
                levers.enable("", "mine"));
        assertEquals(List.of("include reactors echo", "include reactors mine"), node.acts);
    }

    @Test
    void disable_isWrittenDown() {
        levers.disable("", "pex");

        assertEquals(List.of("exclude reactors pex"), node.acts);
        assertRefused("is not enabled in network main", () -> levers.disable("", "pex"));
    }

    @Test
    void retry_asksTheRouter() {
        levers.retry("", "echo");

        assertEquals(List.of("retry echo"), node.acts);
        node.refuse(Reason.of("not-held"));
        assertRefused("retry refused: not-held", () -> levers.retry("", "echo"));
    }

    private static void assertRefused(String part, Executable act) {
        var message = String.valueOf(assertThrows(Refusal.class, act).getMessage());
        assertTrue(message.contains(part), message);
    }
}
