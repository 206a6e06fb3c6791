package dev.tendril.launcher;

import dev.tendril.config.Home;
import dev.tendril.config.Said;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** {@code tendril start}: checks everything that can be checked, then runs the node. */
final class Start {

    private static final Map<String, String> KEYS =
            Map.of(
                    "--laddr", "p2p.laddr",
                    "--seeds", "p2p.seeds",
                    "--persistent-peers", "p2p.persistent_peers",
                    "--moniker", "moniker");

    private final Arguments arguments;

    Start(Arguments arguments) {
        this.arguments = arguments;
    }

    int run() throws CommandException {
        var home = Homes.existing(arguments, Command.START.word());
        var installation = Installation.ofScript();
        try (var lock = HomeLock.take(home.root(), home.run())) {
            var flags = flags(home);
            var networks = Homes.networks(home, new Said(System.getenv(), flags));
            NodeKeyCheck.run(networks);
            ListenCheck.run(networks);
            var flagsFile = home.run().resolve("flags.properties");
            prepare(home, flags, flagsFile);
            Logging.setUp(installation, home, networks, arguments.has("--shell"));
            var properties =
                    FrameworkProperties.of(home.root(), home.run(), flagsFile, installation);
            return new Node(properties, installation.bundles(), lock)
                    .run(arguments.has("--shell") ? new Attach(home) : null);
        } catch (IOException e) {
            throw CommandException.failed(
                    "home cannot be written: " + home.root() + ": " + HomeLock.reason(e));
        }
    }

    /** What the command line says, by network and key. */
    private Map<String, String> flags(Home home) throws CommandException {
        var given = new LinkedHashMap<String, String>();
        for (var option : KEYS.entrySet()) {
            var value = arguments.option(option.getKey());
            if (value.isPresent()) {
                var network = Homes.network(home, arguments.option("--network"));
                given.put(network + "/" + option.getValue(), value.get());
            }
        }
        return given;
    }

    private static void prepare(Home home, Map<String, String> flags, Path flagsFile)
            throws IOException {
        Files.createDirectories(home.deploy());
        Files.createDirectories(home.logs());
        // A node that was killed has left it; nobody is to be sent to its socket.
        Files.deleteIfExists(home.run().resolve("socket"));
        var properties = new Properties();
        properties.putAll(flags);
        try (var out = Files.newBufferedWriter(flagsFile, StandardCharsets.UTF_8)) {
            properties.store(out, "What the command line of this run says.");
        }
    }
}
