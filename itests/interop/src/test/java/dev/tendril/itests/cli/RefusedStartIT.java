package dev.tendril.itests.cli;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** What keeps a node from starting is said in one line, at once. */
final class RefusedStartIT {

    @TempDir Path directory;
    private Path home;

    @BeforeEach
    void createHome() throws Exception {
        home = directory.resolve("node");
        Node.init(home);
    }

    private Ran start(String... options) throws Exception {
        var words = new ArrayList<>(List.of("start", "--home", home.toString()));
        words.addAll(List.of(options));
        return Ran.tendril(words.toArray(String[]::new));
    }

    @Test
    void portInUse() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start("--laddr", "tcp://127.0.0.1:" + other.getLocalPort())
                    .refused("port is in use: " + other.getLocalPort());
        }
    }

    @Test
    void malformedAddresses() throws Exception {
        start("--laddr", "tcp:/x").refused("p2p.laddr", "tcp:/x", "tcp://host:port");
        start("--seeds", "x@y:1").refused("p2p.seeds", "x@y:1");
        start("--persistent-peers", "127.0.0.1:1").refused("p2p.persistent_peers", "127.0.0.1:1");
    }

    @Test
    void homeThatCannotBeWritten() throws Exception {
        // A file in the way: permissions do not keep out a superuser, whom tests may run as.
        Files.writeString(home.resolve("run"), "");
        start().refused("home cannot be written: " + home);
    }

    @Test
    void homeThatDoesNotExist() throws Exception {
        home = directory.resolve("nowhere");
        start().refused("home does not exist: " + home, "tendril init");
    }

    @Test
    void badValue_namesFileLineKeyAndWhatIsAllowed() throws Exception {
        Files.writeString(
                Node.file(home), "chain_id = \"c\"\n[p2p]\nmax_num_inbound_peers = \"many\"\n");
        start().refused(Node.file(home) + ":3: ", "p2p.max_num_inbound_peers", "many", "allowed: ");
    }

    @Test
    void brokenFile_namesFileAndLine() throws Exception {
        Files.writeString(Node.file(home), "chain_id = \"c\"\n[p2p\n");
        start().refused(Node.file(home) + ":2");
    }

    @Test
    void missingChainId() throws Exception {
        Files.writeString(Node.file(home), "[p2p]\nladdr = \"tcp://127.0.0.1:0\"\n");
        start().refused(Node.file(home).toString(), "chain_id");
    }

    @Test
    void missingKey() throws Exception {
        Files.delete(home.resolve("keys/test/node_key.json"));
        start("--laddr", "").refused("node_key.json", "network: test");
    }

    @Test
    void keyThatOthersCanRead() throws Exception {
        var key = home.resolve("keys/test/node_key.json");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        start("--laddr", "").refused(key.toString(), "chmod 600");
    }
}
