package dev.tendril.itests.osgi;

import dev.tendril.identity.FileNodeKey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A home of several networks below {@code target/}, fresh for each container. */
final class Home {

    private final Path root;

    private Home(Path root) {
        this.root = root;
    }

    static Home create(String name) {
        try {
            var parent = Files.createDirectories(Path.of("target", "homes").toAbsolutePath());
            var root = Files.createTempDirectory(parent, name);
            Files.createDirectories(root.resolve("conf/networks"));
            Files.createDirectories(root.resolve("deploy"));
            return new Home(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a network: its node key and its file. */
    Home network(String name, String toml) {
        try {
            FileNodeKey.create(root.resolve("keys").resolve(name).resolve("node_key.json"));
            Files.writeString(root.resolve("conf/networks").resolve(name + ".toml"), toml);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a bundle into {@code deploy/} before anything starts. */
    Home deployed(Path bundle) throws IOException {
        Files.copy(bundle, deploy().resolve("echo.jar"));
        return this;
    }

    Path root() {
        return root;
    }

    Path deploy() {
        return root.resolve("deploy");
    }
}
