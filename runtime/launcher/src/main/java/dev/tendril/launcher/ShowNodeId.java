package dev.tendril.launcher;

import dev.tendril.config.Said;
import dev.tendril.identity.FileNodeKey;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code tendril show-node-id}: the id alone on one line. */
final class ShowNodeId {

    private ShowNodeId() {}

    static int run(Arguments arguments, PrintStream out) throws CommandException {
        try {
            out.println(FileNodeKey.load(keyFile(arguments)).nodeId().hex());
            return 0;
        } catch (IOException e) {
            throw CommandException.failed("no node key: " + HomeLock.reason(e));
        }
    }

    private static Path keyFile(Arguments arguments) throws CommandException {
        var home = Homes.named(arguments, Command.SHOW_NODE_ID.word());
        var comet = home.root().resolve("config").resolve("node_key.json");
        if (!Files.isDirectory(home.networks()) && Files.isRegularFile(comet)) {
            return comet;
        }
        Homes.existing(arguments, Command.SHOW_NODE_ID.word());
        var name = Homes.network(home, arguments.option("--network"));
        return Homes.networks(home, new Said(System.getenv(), java.util.Map.of())).stream()
                .filter(network -> network.name().equals(name))
                .findFirst()
                .orElseThrow()
                .nodeKeyFile();
    }
}
