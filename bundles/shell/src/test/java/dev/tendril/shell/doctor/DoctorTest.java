package dev.tendril.shell.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.deploy.DeployedFile;
import dev.tendril.api.deploy.DeployedFile.State;
import dev.tendril.api.router.RouterSnapshot;
import dev.tendril.shell.doctor.Finding.Weight;
import dev.tendril.shell.doctor.NodeFacts.BundleFact;
import dev.tendril.shell.doctor.NodeFacts.ComponentFact;
import dev.tendril.shell.doctor.NodeFacts.ReactorFact;
import dev.tendril.shell.doctor.NodeFacts.WantedComponent;
import dev.tendril.shell.view.NetworkState;
import dev.tendril.shell.view.Snapshots;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

final class DoctorTest {

    private List<NetworkState> networks = List.of(Snapshots.healthy("main"));
    private List<BundleFact> bundles = List.of(new BundleFact("a.b", "1.0.0", 1, true, List.of()));
    private List<ComponentFact> components = List.of();
    private List<WantedComponent> wanted =
            List.of(new WantedComponent("dev.tendril.router", "main", true));
    private List<ReactorFact> reactors = List.of(new ReactorFact("pex", true, "a.b"));
    private Optional<List<DeployedFile>> deployed = Optional.of(List.of());
    private long refusedSessions;

    @Test
    void diagnose_healthyNode_findsNothing() {
        assertEquals(List.of(), diagnose());
        assertTrue(FindingsView.of(List.of()).table().startsWith("nothing is wrong"));
    }

    @Test
    void diagnose_bundleThatDoesNotRun() {
        bundles = List.of(new BundleFact("a.b", "1.0.0", 1, false, List.of()));

        assertFinding(Weight.PROBLEM, "", "bundle a.b 1.0.0 does not run");
    }

    @Test
    void diagnose_twoBundlesWithOneName() {
        bundles =
                List.of(
                        new BundleFact("a.b", "1.0.0", 1, true, List.of()),
                        new BundleFact("a.b", "1.1.0", 7, true, List.of()));

        assertFinding(
                Weight.WARNING,
                "",
                "there are several bundles named a.b: [1.0.0 (#1), 1.1.0 (#7)]");
    }

    @Test
    void diagnose_updateThatStopsOthers_isANote() {
        bundles = List.of(new BundleFact("a.b", "1.0.0", 1, true, List.of("c.d")));

        assertFinding(Weight.NOTE, "", "an update of a.b stops c.d too");
    }

    @Test
    void diagnose_componentThatWaits_saysForWhat() {
        components =
                List.of(
                        new ComponentFact(
                                "dev.tendril.router",
                                "main",
                                List.of("identity (tendril.network=main)"),
                                ""));

        assertFinding(
                Weight.PROBLEM,
                "main",
                "dev.tendril.router waits for identity (tendril.network=main)");
    }

    @Test
    void diagnose_componentThatFailed_saysWhy() {
        components =
                List.of(new ComponentFact("dev.tendril.identity", "main", List.of(), "no key"));

        assertFinding(Weight.PROBLEM, "main", "dev.tendril.identity cannot start: no key");
    }

    @Test
    void diagnose_configurationThatNobodyTakes() {
        wanted = List.of(new WantedComponent("dev.tendril.transport.quic", "main", false));

        assertFinding(
                Weight.PROBLEM, "main", "no bundle has a component dev.tendril.transport.quic");
    }

    @Test
    void diagnose_reactorThatIsNotPrototype() {
        reactors = List.of(new ReactorFact("mine", false, "a.b"));

        assertFinding(Weight.PROBLEM, "", "reactor mine of a.b is not taken");
    }

    @Test
    void diagnose_reactorWithoutName() {
        reactors = List.of(new ReactorFact("", true, "a.b"));

        assertFinding(Weight.PROBLEM, "", "a reactor of a.b has no name");
    }

    @Test
    void diagnose_fileThatIsLeftAlone_saysWhyAndWhatRuns() {
        deployed =
                Optional.of(
                        List.of(
                                new DeployedFile("fine.jar", State.RUNNING, "c.d 1.0.0", ""),
                                new DeployedFile(
                                        "echo.jar",
                                        State.LEFT_ALONE,
                                        "a.b 1.0.0",
                                        "it is truncated"),
                                new DeployedFile("slow.jar", State.CHANGING, "", "it grows")));

        assertFinding(
                Weight.PROBLEM,
                "",
                "deploy/echo.jar: it is truncated; what runs from it: a.b 1.0.0");
        assertFinding(Weight.NOTE, "", "deploy/slow.jar is looked at again: it grows");
        assertEquals(2, diagnose().size());
    }

    @Test
    void diagnose_nobodyWatchesDeploy() {
        deployed = Optional.empty();

        assertFinding(Weight.WARNING, "", "nobody watches deploy/");
    }

    @Test
    void diagnose_sessionsThatWereRefused_areANote() {
        refusedSessions = 3;

        assertFinding(
                Weight.NOTE, "", "shell sessions refused since the start, too many at a time: 3");
    }

    @Test
    void diagnose_noNetwork() {
        networks = List.of();

        assertFinding(Weight.PROBLEM, "", "no network runs");
    }

    @Test
    void diagnose_partsOfANetworkMissing() {
        networks = List.of(new NetworkState("main", Optional.empty(), Optional.empty()));

        assertFinding(Weight.PROBLEM, "main", "the router does not run");
        assertFinding(Weight.PROBLEM, "main", "the peer manager does not run");
    }

    @Test
    void diagnose_routerThatWaits_saysForWhat() {
        networks = List.of(Snapshots.lonely("main", "transport mconn"));

        assertFinding(
                Weight.PROBLEM,
                "main",
                "the router neither dials nor accepts yet, it waits for transport mconn");
        assertFinding(
                Weight.PROBLEM, "main", "there is no transport: nobody can be dialed or accepted");
    }

    @Test
    void diagnose_transportsThatDoNotListen() {
        networks = List.of(Snapshots.withTransport("main", "departed"));

        assertFinding(Weight.WARNING, "main", "transport [mconn] is departed");
        assertFinding(Weight.WARNING, "main", "no transport listens: nobody can dial us");
    }

    @Test
    void diagnose_reactorsByState() {
        networks =
                List.of(
                        Snapshots.withReactors(
                                "main",
                                reactor("bad", "held", "failed 5 times", "Boom: x"),
                                reactor("gone", "missing", "", ""),
                                reactor("echo", "waiting", "not enabled", "")));

        assertFinding(Weight.PROBLEM, "main", "reactor bad is held: failed 5 times, last: Boom: x");
        assertFinding(Weight.PROBLEM, "main", "reactor gone is listed and nobody provides it");
        assertFinding(Weight.NOTE, "main", "reactor echo is waiting: not enabled");
    }

    @Test
    void findings_areShownWithAdvice_problemsFirst() {
        deployed = Optional.empty();
        networks = List.of();
        var listing = FindingsView.of(diagnose());

        assertTrue(listing.table().startsWith("problem no network runs\n        conf/"));
        assertEquals(2, listing.json().size());
        assertEquals("problem", listing.json().getFirst().get("weight"));
    }

    private static RouterSnapshot.ReactorState reactor(
            String name, String state, String reason, String failure) {
        return new RouterSnapshot.ReactorState(name, state, reason, "a.b", List.of(), 0, failure);
    }

    private List<Finding> diagnose() {
        return Doctor.diagnose(
                new NodeFacts(
                        networks,
                        bundles,
                        components,
                        wanted,
                        reactors,
                        deployed,
                        refusedSessions));
    }

    private void assertFinding(Weight weight, String network, String what) {
        var findings = diagnose();
        var found =
                findings.stream()
                        .filter(f -> f.what().equals(what))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(what + " is not in " + findings));
        assertEquals(weight, found.weight());
        assertEquals(network, found.network());
        assertFalse(found.advice().isEmpty());
    }
}
