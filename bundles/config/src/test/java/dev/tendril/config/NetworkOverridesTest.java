package dev.tendril.config;

import static dev.tendril.config.TestHome.NETWORK;
import static dev.tendril.config.TestHome.PEER;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class NetworkOverridesTest {

    private static final String PERSISTENT = "p2p.persistent_peers";

    @TempDir private Path folder;
    private TestHome home;
    private final List<List<ComponentConfig>> effects = new ArrayList<>();

    @BeforeEach
    void createHome() {
        home = new TestHome(folder).with(NETWORK, "reactors = [\"pex\", \"extension\"]");
    }

    private NetworkOverrides overrides() throws IOException {
        return new NetworkOverrides(home.networks(), home.home(), home.read(), effects::add);
    }

    @Test
    void include_holdsAtOnceAndAfterARestart() throws IOException {
        var overrides = overrides();
        overrides.include("reactors", "echo");
        overrides.include(PERSISTENT, PEER);
        assertEquals(List.of("pex", "extension", "echo"), overrides.effective("reactors"));
        assertEquals(List.of(PEER), overrides().effective(PERSISTENT));
        var now = TestHome.byComponent(effects.getLast());
        assertEquals(List.of(PEER), now.get("peermanager").get("persistent_peers"));
        assertEquals(List.of("pex", "extension", "echo"), now.get("router").get("reactors"));
        assertEquals(now, home.components());
    }

    @Test
    void exclude_takesWhatTheFileSaysAndIncludeBringsItBack() throws IOException {
        var overrides = overrides();
        overrides.exclude("reactors", "pex");
        assertEquals(List.of("extension"), overrides().effective("reactors"));
        overrides.include("reactors", "pex");
        assertEquals(List.of("pex", "extension"), overrides().effective("reactors"));
    }

    @Test
    void change_thatChangesNothingIsNotWritten() throws IOException {
        var overrides = overrides();
        overrides.include("reactors", "echo");
        overrides.include("reactors", "echo");
        assertEquals(1, effects.size());
    }

    @Test
    void change_leavesNoHalfFile() throws IOException {
        overrides().include("reactors", "echo");
        try (var files = Files.list(home.home().data(NETWORK))) {
            assertEquals(List.of(home.home().overridesFile(NETWORK)), files.toList());
        }
    }

    @Test
    void change_isRefusedBeforeItIsWritten() throws IOException {
        var overrides = overrides();
        assertThrows(IllegalArgumentException.class, () -> overrides.include(PERSISTENT, "x"));
        assertThrows(IllegalArgumentException.class, () -> overrides.include("moniker", "x"));
        assertThrows(IllegalArgumentException.class, () -> overrides.include("nothing", "x"));
        assertThrows(IllegalArgumentException.class, () -> overrides.effective("moniker"));
        assertFalse(Files.exists(home.home().overridesFile(NETWORK)));
        assertTrue(effects.isEmpty());
    }

    @Test
    void file_withSomethingElseInItIsOneLine() {
        home.file("data/alpha/overrides.toml", "[include]\n[surprise]\nreactors = []");
        var e = assertThrows(ConfigException.class, home::read);
        assertTrue(
                e.getMessage().contains("overrides.toml:3: unknown key: surprise"), e.getMessage());
    }

    @Test
    void file_keepsQuotesAndBackslashes() throws IOException {
        var file = folder.resolve("o.toml");
        var odd = OverridesFile.NONE.including("a.b", "c\"d\\e").excluding("f", "g");
        odd.write(file);
        assertEquals(odd, OverridesFile.read(file));
    }
}
