package dev.tendril.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.deploy.DeployedFile;
import dev.tendril.api.deploy.DeployedFile.State;
import dev.tendril.deploy.Host.Inspection.Invalid;
import dev.tendril.deploy.Host.Outcome;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class DeployerTest {

    private static final Stamp OLD = new Stamp(10, 1);
    private static final Stamp NEW = new Stamp(20, 2);

    private final FakeHost host = new FakeHost();
    private final List<String> warnings = new ArrayList<>();
    private final Deployer deployer = new Deployer(host, line -> {}, warnings::add);

    private void look(Map<String, Stamp> listing, int times) {
        for (var i = 0; i < times; i++) {
            deployer.look(listing);
        }
    }

    private DeployedFile only() {
        assertEquals(1, deployer.snapshot().size());
        return deployer.snapshot().getFirst();
    }

    private void runs() {
        host.holds("a.jar", "1.0.0");
        look(Map.of("a.jar", OLD), 2);
        host.acts.clear();
    }

    @Test
    void look_takesAFileThatLooksTheSameTwice() {
        host.holds("a.jar", "1.0.0");
        assertFalse(deployer.look(Map.of("a.jar", OLD)));
        assertEquals(State.CHANGING, only().state());
        assertTrue(deployer.look(Map.of("a.jar", OLD)));
        assertEquals(new DeployedFile("a.jar", State.RUNNING, "x.a.jar 1.0.0", ""), only());
        look(Map.of("a.jar", OLD), 3);
        assertEquals(List.of("inspect a.jar", "take a.jar 1.0.0"), host.acts);
    }

    @Test
    void look_leavesAFileAloneThatGrows() {
        host.holds("a.jar", "1.0.0");
        for (var i = 0; i < 10; i++) {
            deployer.look(Map.of("a.jar", new Stamp(i, i)));
        }
        assertEquals(List.of(), host.acts);
        assertEquals(State.CHANGING, only().state());
        assertEquals(List.of(), warnings);
    }

    @Test
    void look_updatesWhatIsReplaced() {
        runs();
        host.holds("a.jar", "2.0.0");
        look(Map.of("a.jar", NEW), 2);
        assertEquals(List.of("inspect a.jar", "take a.jar 2.0.0"), host.acts);
        assertEquals("x.a.jar 2.0.0", only().bundle());
    }

    @Test
    void look_keepsWhatRunsWhenTheNewOneIsBroken() {
        runs();
        host.contents.put("a.jar", new Invalid("is not a complete jar"));
        look(Map.of("a.jar", NEW), 5);
        assertEquals(List.of("inspect a.jar"), host.acts, "it is looked into once");
        assertEquals(
                new DeployedFile(
                        "a.jar", State.LEFT_ALONE, "x.a.jar 1.0.0", "is not a complete jar"),
                only());
        assertEquals(
                List.of("a.jar is left alone: is not a complete jar; still running: x.a.jar 1.0.0"),
                warnings);
    }

    @Test
    void look_forgetsABrokenOneWhenTheOldOneIsBack() {
        runs();
        host.contents.put("a.jar", new Invalid("is not a complete jar"));
        look(Map.of("a.jar", NEW), 2);
        host.acts.clear();
        look(Map.of("a.jar", OLD), 2);
        assertEquals(new DeployedFile("a.jar", State.RUNNING, "x.a.jar 1.0.0", ""), only());
        assertEquals(List.of(), host.acts);
    }

    @Test
    void look_triesARefusedOneAgainWhenOtherBundlesCome() {
        host.holds("a.jar", "1.0.0");
        host.outcomes.put("a.jar", new Outcome.Refused("needs package b"));
        look(Map.of("a.jar", OLD), 4);
        assertEquals(List.of("inspect a.jar", "take a.jar 1.0.0"), host.acts);
        assertEquals("needs package b", only().reason());
        host.generation++;
        host.outcomes.clear();
        look(Map.of("a.jar", OLD), 1);
        assertEquals(State.RUNNING, only().state());
        assertEquals(1, warnings.size());
    }

    @Test
    void look_givesTheHostAllThatIsReadyAtOnce() {
        host.holds("a.jar", "1.0.0");
        host.holds("b.jar", "1.0.0");
        look(Map.of("a.jar", OLD, "b.jar", OLD), 2);
        assertEquals(
                List.of("inspect a.jar", "inspect b.jar", "take a.jar 1.0.0", "take b.jar 1.0.0"),
                host.acts.stream().sorted().toList());
    }

    @Test
    void look_removesWhatIsMissingTwice() {
        runs();
        assertFalse(deployer.look(Map.of()));
        assertEquals(List.of(), host.acts);
        assertTrue(deployer.look(Map.of()));
        assertEquals(List.of("remove a.jar"), host.acts);
        assertEquals(List.of(), deployer.snapshot());
    }

    @Test
    void look_doesNotRemoveWhatIsBackAtTheNextLook() {
        runs();
        look(Map.of(), 1);
        look(Map.of("a.jar", OLD), 1);
        look(Map.of(), 1);
        look(Map.of("a.jar", OLD), 1);
        assertEquals(List.of(), host.acts);
    }

    @Test
    void look_saysWhatDoesNotStart() {
        host.holds("a.jar", "1.0.0");
        host.outcomes.put("a.jar", new Outcome.NotStarted("its activator threw"));
        look(Map.of("a.jar", OLD), 3);
        assertEquals(
                new DeployedFile(
                        "a.jar", State.NOT_STARTED, "x.a.jar 1.0.0", "its activator threw"),
                only());
        assertEquals(1, warnings.size());
    }

    @Test
    void adopt_leavesWhatRunsAndWatchesIt() {
        deployer.adopt("a.jar", OLD, "x.a.jar 1.0.0");
        look(Map.of("a.jar", OLD), 3);
        assertEquals(List.of(), host.acts);
        assertEquals(Map.of("a.jar", OLD), deployer.taken());
        look(Map.of(), 2);
        assertEquals(List.of("remove a.jar"), host.acts);
    }

    @Test
    void look_hasALimit() {
        var many = new java.util.TreeMap<String, Stamp>();
        for (var i = 0; i <= Deployer.FILES_MAX; i++) {
            many.put(i + ".jar", OLD);
        }
        look(many, 3);
        var first = deployer.snapshot().getFirst();
        assertEquals(Deployer.FILES_MAX + 1, deployer.snapshot().size());
        assertEquals(State.LEFT_ALONE, first.state());
        var reason = "more than 200 files: 1 are not looked at, the first of them: 99.jar";
        assertEquals(reason, first.reason());
        assertEquals(1, warnings.stream().filter(reason::equals).count(), "it is said once");
        many.remove("0.jar");
        look(many, 2);
        assertEquals(Deployer.FILES_MAX, deployer.snapshot().size());
        assertEquals("99.jar", deployer.snapshot().getLast().name());
    }

    @Test
    void look_doesNotTakeWhatIsNotUpdated() {
        runs();
        host.holds("a.jar", "2.0.0");
        host.outcomes.put("a.jar", new Outcome.Refused("cannot be updated"));
        look(Map.of("a.jar", NEW), 4);
        assertEquals(
                new DeployedFile("a.jar", State.LEFT_ALONE, "x.a.jar 1.0.0", "cannot be updated"),
                only());
        assertEquals(Map.of("a.jar", OLD), deployer.taken());
        host.outcomes.clear();
        look(Map.of("a.jar", new Stamp(20, 3)), 2);
        assertEquals("x.a.jar 2.0.0", only().bundle());
    }

    @Test
    void look_takesTheOldOneAnewWhenItWasLost() {
        runs();
        host.holds("a.jar", "2.0.0");
        host.outcomes.put("a.jar", new Outcome.Gone("cannot be updated"));
        assertTrue(lookTwice(NEW), "what is remembered has changed");
        assertEquals(new DeployedFile("a.jar", State.LEFT_ALONE, "", "cannot be updated"), only());
        assertEquals(List.of("a.jar is left alone: cannot be updated"), warnings);
        assertEquals(Map.of(), deployer.taken());
        host.acts.clear();
        host.outcomes.clear();
        host.holds("a.jar", "1.0.0");
        lookTwice(OLD);
        assertEquals(new DeployedFile("a.jar", State.RUNNING, "x.a.jar 1.0.0", ""), only());
        assertEquals(List.of("inspect a.jar", "take a.jar 1.0.0"), host.acts);
    }

    @Test
    void look_removesWhatWasLost() {
        runs();
        host.outcomes.put("a.jar", new Outcome.Gone("cannot be updated"));
        lookTwice(NEW);
        host.acts.clear();
        look(Map.of(), 2);
        assertEquals(List.of("remove a.jar"), host.acts);
    }

    private boolean lookTwice(Stamp stamp) {
        deployer.look(Map.of("a.jar", stamp));
        return deployer.look(Map.of("a.jar", stamp));
    }
}
