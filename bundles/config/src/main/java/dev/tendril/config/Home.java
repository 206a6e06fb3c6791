package dev.tendril.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What lies where in the home of a node.
 *
 * @param root the home, absolute
 */
public record Home(Path root) {

    /** The end of the name of a network's file. */
    static final String SUFFIX = ".toml";

    /** Checks what the component promises. */
    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /** The folder with a file for each network. */
    public Path networks() {
        return root.resolve("conf").resolve("networks");
    }

    /** The file of {@code network}. */
    public Path networkFile(String network) {
        return networks().resolve(network + SUFFIX);
    }

    /** What {@code network} keeps. */
    public Path data(String network) {
        return root.resolve("data").resolve(network);
    }

    /** What operators changed on the running node. */
    public Path overridesFile(String network) {
        return data(network).resolve("overrides.toml");
    }

    /** The node key of {@code network} unless its file says otherwise. */
    public Path keyFile(String network) {
        return root.resolve("keys").resolve(network).resolve("node_key.json");
    }

    /** The folder whose bundles run beside ours. */
    public Path deploy() {
        return root.resolve("deploy");
    }

    /** The folder of the log. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** What belongs to the running process. */
    public Path run() {
        return root.resolve("run");
    }

    /** The names of the networks that have a file, in order; blocks for the disk. */
    public List<String> networkNames() throws IOException {
        if (!Files.isDirectory(networks())) {
            return List.of();
        }
        try (var files = Files.list(networks())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }
}
