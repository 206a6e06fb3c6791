package dev.tendril.launcher;

import dev.tendril.config.Home;
import dev.tendril.config.Networks;
import dev.tendril.identity.FileNodeKey;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;

/** {@code tendril init}: a new home, or a further network in one; overwrites nothing. */
final class Init {

    private static final int NAME_LENGTH_MAX = 63;

    private Init() {}

    static int run(Arguments arguments, PrintStream out) throws CommandException {
        var command = Command.INIT.word();
        var home = Homes.named(arguments, command);
        var chainId = arguments.required(command, "--chain-id");
        if (!chainId.matches("[\\x21-\\x7e&&[^\"\\\\]]{1,50}")) {
            throw CommandException.usage(
                    "--chain-id is not 1 to 50 visible characters: " + chainId);
        }
        var network = arguments.option("--network").orElseGet(() -> nameOf(chainId));
        if (!Networks.isName(network)) {
            throw CommandException.usage(
                    "--network is not lower-case letters, digits and dashes, at most 63: "
                            + network);
        }
        try {
            var id = create(home, network, template(chainId));
            out.println("node id  " + id);
            out.println("network  " + network + ", chain " + chainId);
            out.println("file     " + home.networkFile(network));
            out.println("start    tendril start --home " + arguments.required(command, "--home"));
            return 0;
        } catch (IOException e) {
            throw CommandException.failed(
                    "home cannot be written: " + home.root() + ": " + HomeLock.reason(e));
        }
    }

    /** Creates what is missing; {@code content} becomes the network's file. Returns the node id. */
    static String create(Home home, String network, String content)
            throws IOException, CommandException {
        var file = home.networkFile(network);
        if (Files.exists(file)) {
            throw CommandException.failed("network is there already, file: " + file);
        }
        Files.createDirectories(home.networks());
        Files.createDirectories(home.deploy());
        var key = FileNodeKey.loadOrCreate(home.keyFile(network));
        Files.writeString(file, content);
        return key.nodeId().hex();
    }

    /** A name for the network of a chain: its id, as far as names allow. */
    static String nameOf(String chainId) {
        var name =
                chainId.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        var cut = name.substring(0, Math.min(name.length(), NAME_LENGTH_MAX));
        return cut.isEmpty() ? "network" : cut;
    }

    private static String template(String chainId) throws IOException {
        try (var in = Init.class.getResourceAsStream("network.toml")) {
            if (in == null) {
                throw new IllegalStateException("resource is missing: network.toml");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@CHAIN_ID@", chainId);
        }
    }
}
