package dev.tendril.itests.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The tree as the build left it: its rooms, found by their poms. */
final class House {
    static final Path ROOT =
            Path.of(System.getProperty("tendril.root", "../..")).toAbsolutePath().normalize();

    private static final List<String> WINGS = List.of("bundles", "peerstore", "runtime", "itests");

    private House() {}

    /** All modules with a pom, in the order of their paths. */
    static List<Room> rooms() {
        return WINGS.stream()
                .flatMap(wing -> walk(ROOT.resolve(wing)))
                .sorted()
                .map(House::room)
                .toList();
    }

    /** The rooms whose jars are bundles, as far as they were built; a test says which were not. */
    static List<Room> bundles() {
        return rooms().stream().filter(Room::isBundle).filter(Room::isBuilt).toList();
    }

    /** Every Java source of the tree, generated ones excepted. */
    static List<Path> sources() {
        return rooms().stream()
                .flatMap(room -> walkFiles(room.folder().resolve("src"), ".java"))
                .sorted()
                .toList();
    }

    static Stream<Path> walkFiles(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk
                    .filter(path -> path.toString().endsWith(ending))
                    .filter(Files::isRegularFile)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A path as messages show it. */
    static String show(Path path) {
        return ROOT.relativize(path).toString().replace('\\', '/');
    }

    private static Room room(Path folder) {
        return new Room(show(folder), folder);
    }

    private static Stream<Path> walk(Path wing) {
        try (Stream<Path> walk = Files.walk(wing, 3)) {
            return walk
                    .filter(path -> path.endsWith("pom.xml"))
                    .filter(path -> !show(path).contains("/target/"))
                    .filter(path -> !show(path).contains("/src/"))
                    .map(Path::getParent)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
