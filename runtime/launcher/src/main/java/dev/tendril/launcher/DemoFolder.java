package dev.tendril.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The temporary directory of a demo and the processes that live in it. However the demo ends, they
 * are ended and it is deleted.
 */
final class DemoFolder implements AutoCloseable {

    private final Installation installation;
    private final Path path;
    private final CopyOnWriteArrayList<DemoNode> nodes = new CopyOnWriteArrayList<>();
    private final ExitHook hook = ExitHook.add("demo-end", this::end);

    private DemoFolder(Installation installation, Path path) {
        this.installation = installation;
        this.path = path;
    }

    static DemoFolder create(Installation installation) throws IOException {
        return new DemoFolder(installation, Files.createTempDirectory("tendril-demo-"));
    }

    Path path() {
        return path;
    }

    DemoNode start(String name, String seeds) throws IOException, CommandException {
        var node = DemoNode.start(installation, path, name, seeds);
        nodes.add(node);
        return node;
    }

    Path echo() throws IOException, CommandException {
        return jar(false);
    }

    /** The same bundle, later, with another reply. */
    Path echoUpdate() throws IOException, CommandException {
        return jar(true);
    }

    private Path jar(boolean update) throws IOException, CommandException {
        try (var files = Files.list(installation.root().resolve("demo"))) {
            return files.filter(file -> file.toString().contains("-echo-"))
                    .filter(file -> file.toString().endsWith("-next.jar") == update)
                    .findFirst()
                    .orElseThrow(
                            () -> CommandException.failed("the installation has no demo/ bundles"));
        }
    }

    private void end() {
        nodes.forEach(DemoNode::kill);
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("tendril: not deleted: " + path + ": " + HomeLock.reason(e));
        }
    }

    @Override
    public void close() {
        if (hook.remove()) {
            end();
        }
    }
}
