package dev.tendril.itests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Commands that need no running node. */
final class CommandsIT {

    @TempDir Path directory;

    private Path home() {
        return directory.resolve("node");
    }

    @Test
    void init_createsWhatStartNeeds() throws Exception {
        var init = Ran.tendril("init", "--home", home().toString(), "--chain-id", "Chain.1").done();
        var file = home().resolve("conf/networks/chain-1.toml");
        assertTrue(init.out().contains(file.toString()), init.out());
        assertTrue(Files.readString(file).contains("chain_id = \"Chain.1\""));
        assertTrue(Files.readString(file).contains("\n# "), "it has comments");
        assertTrue(Files.isDirectory(home().resolve("deploy")));
        var key = home().resolve("keys/chain-1/node_key.json");
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
        var id = Ran.tendril("show-node-id", "--home", home().toString()).done().out();
        assertTrue(id.matches("[0-9a-f]{40}\\R"), id);
        assertTrue(init.out().contains(id.strip()), init.out());
    }

    @Test
    void init_neverOverwrites() throws Exception {
        Node.init(home());
        var key = Files.readString(home().resolve("keys/test/node_key.json"));
        Files.writeString(Node.file(home()), "chain_id = \"mine\"\n");
        Ran.tendril("init", "--home", home().toString(), "--chain-id", "o", "--network", "test")
                .refused("network is there already", Node.file(home()).toString());
        assertEquals("chain_id = \"mine\"\n", Files.readString(Node.file(home())));
        assertEquals(key, Files.readString(home().resolve("keys/test/node_key.json")));
    }

    @Test
    void init_addsANetwork() throws Exception {
        Node.init(home());
        var first = Ran.tendril("show-node-id", "--home", home().toString()).done().out();
        Ran.tendril("init", "--home", home().toString(), "--chain-id", "other").done();
        Ran.tendril("show-node-id", "--home", home().toString())
                .refused("--network", "other, test");
        var of = new String[] {"show-node-id", "--home", home().toString(), "--network", "test"};
        assertEquals(first, Ran.tendril(of).done().out());
    }

    @Test
    void init_namesAHomeThatCannotBeWritten() throws Exception {
        var file = Files.writeString(directory.resolve("file"), "");
        Ran.tendril("init", "--home", file.resolve("node").toString(), "--chain-id", "a")
                .refused("home cannot be written: " + file.resolve("node"));
    }

    @Test
    void version_namesTendrilJdkAndProtocol() throws Exception {
        var out = Ran.tendril("version").done().out();
        assertTrue(out.matches("(?s)tendril +\\S+\\Rjdk +25\\S*\\Rprotocol +p2p 8.*"), out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "init", "start", "shell", "exec", "show-node-id", "version"})
    void help_explainsEachCommand(String command) throws Exception {
        assertTrue(Ran.tendril("help").done().out().contains("\n  " + command + " "));
        var help = Ran.tendril("help", command).done().out();
        assertTrue(help.startsWith("usage: tendril " + command), help);
    }

    @Test
    void line_thatIsNotUnderstoodIsRefused() throws Exception {
        Ran.tendril("dance").refused("unknown command: dance", "tendril help");
        Ran.tendril("start", "--hom", "x").refused("unknown option: --hom", "tendril help start");
        Ran.tendril("start").refused("--home");
    }

    @Test
    void attaching_withoutANodeIsRefused() throws Exception {
        Ran.tendril("exec", "--home", home().toString(), "p2p:peers")
                .refused("home does not exist: " + home());
        Node.init(home());
        Ran.tendril("exec", "--home", home().toString(), "p2p:peers")
                .refused("no node runs in this home: " + home());
        Ran.tendril("shell", "--home", home().toString()).refused("no node runs", "tendril start");
    }
}
