package dev.tendril.itests.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Our classes by room, as the compiler left them; embedded libraries are not ours. */
final class CompiledRooms {
    private final Map<String, List<JavaClass>> byRoom = new LinkedHashMap<>();
    private final Map<String, String> roomOf = new LinkedHashMap<>();

    private CompiledRooms(List<Room> rooms, boolean tests) {
        Map<String, Path> folders = new LinkedHashMap<>();
        for (Room room : rooms) {
            Path folder = tests ? room.testClasses() : room.classes();
            if (Files.isDirectory(folder)) {
                folders.put(room.name(), folder);
            }
        }
        JavaClasses all = new ClassFileImporter().importPaths(folders.values());
        for (JavaClass imported : all) {
            if (imported.getName().startsWith("dev.tendril.")) {
                folders.forEach((room, folder) -> assign(imported, room, folder));
            }
        }
    }

    static CompiledRooms main() {
        return Once.MAIN;
    }

    static CompiledRooms tests() {
        return Once.TESTS;
    }

    /** Read once for all rules. */
    private static final class Once {
        static final CompiledRooms MAIN = new CompiledRooms(House.rooms(), false);
        static final CompiledRooms TESTS = new CompiledRooms(House.rooms(), true);

        private Once() {}
    }

    Map<String, List<JavaClass>> byRoom() {
        return byRoom;
    }

    /** The room a class comes from; empty for classes that are not ours. */
    Optional<String> roomOf(String className) {
        return Optional.ofNullable(roomOf.get(className));
    }

    private void assign(JavaClass imported, String room, Path folder) {
        boolean here =
                imported.getSource()
                        .map(source -> Path.of(source.getUri()).startsWith(folder))
                        .orElse(false);
        if (here) {
            byRoom.computeIfAbsent(room, name -> new ArrayList<>()).add(imported);
            roomOf.put(imported.getName(), room);
        }
    }
}
