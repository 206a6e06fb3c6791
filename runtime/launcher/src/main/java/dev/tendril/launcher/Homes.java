package dev.tendril.launcher;

import dev.tendril.config.Home;
import dev.tendril.config.NetworkConfig;
import dev.tendril.config.Networks;
import dev.tendril.config.Said;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Homes as they are named on a command line. */
final class Homes {

    private Homes() {}

    /** The home behind {@code --home}, whether it exists or not. */
    static Home named(Arguments arguments, String command) throws CommandException {
        var text = arguments.required(command, "--home");
        try {
            return new Home(Path.of(text));
        } catch (InvalidPathException e) {
            throw CommandException.usage("--home is not a path: " + text);
        }
    }

    /** The home behind {@code --home}, which has at least one network. */
    static Home existing(Arguments arguments, String command) throws CommandException {
        var home = named(arguments, command);
        if (!Files.isDirectory(home.root())) {
            throw CommandException.failed(
                    "home does not exist: "
                            + home.root()
                            + "; create it: tendril init --home DIR --chain-id ID");
        }
        if (names(home).isEmpty()) {
            throw CommandException.failed(
                    "home has no network, no file: "
                            + home.networks()
                            + "/*.toml; create one: tendril init --home DIR --chain-id ID");
        }
        return home;
    }

    /** The one network that is meant: the only one, or the one behind {@code --network}. */
    static String network(Home home, Optional<String> chosen) throws CommandException {
        var names = names(home);
        if (chosen.isPresent()) {
            if (!names.contains(chosen.get())) {
                throw CommandException.failed(
                        "no such network: " + chosen.get() + "; there are: " + list(names));
            }
            return chosen.get();
        }
        if (names.size() != 1) {
            throw CommandException.usage(
                    "which network is meant? say --network with one of: " + list(names));
        }
        return names.getFirst();
    }

    /** What holds for all networks of {@code home}. */
    static List<NetworkConfig> networks(Home home, Said said) throws CommandException {
        try {
            return new Networks(home, said).all();
        } catch (IOException e) {
            throw CommandException.failed(HomeLock.reason(e));
        }
    }

    private static List<String> names(Home home) throws CommandException {
        try {
            return home.networkNames();
        } catch (IOException e) {
            throw CommandException.failed(
                    "home cannot be read: " + home.root() + ": " + HomeLock.reason(e));
        }
    }

    private static String list(List<String> names) {
        return String.join(", ", names);
    }
}
