package dev.tendril.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A room that must not use another does not have it on its class path either. */
class PomRulesTest {
    private static final Pattern OURS =
            Pattern.compile(
                    "<groupId>dev\\.tendril</groupId>\\s*<artifactId>(tendril-[\\w-]+)</artifactId>"
                            + "(?:\\s*<scope>(\\w+)</scope>)?");

    private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");
    private static final List<String> SHARED =
            List.of("tendril-api", "tendril-support", "tendril-wire");
    private static final String NATIVE_LIBRARY = "tendril-peerstore-rocksdb-native";

    @Test
    void implementations_dependOnSharedRoomsAndTestkit() {
        Violations violations =
                new Violations("poms of rooms list api, support, wire, and testkit for tests");
        for (Room room : House.rooms()) {
            if (room.isImplementation()) {
                Matcher dependency = OURS.matcher(House.read(room.folder().resolve("pom.xml")));
                while (dependency.find()) {
                    String name = dependency.group(1);
                    boolean test = "test".equals(dependency.group(2));
                    boolean allowed =
                            SHARED.contains(name)
                                    || (name.equals("tendril-testkit") && test)
                                    || (name.equals(NATIVE_LIBRARY)
                                            && room.name().startsWith("peerstore/rocksdb/"));
                    violations.check(
                            allowed,
                            room.name()
                                    + " depends on "
                                    + dependency.group().replaceAll("\\s+", " "));
                }
            }
        }
        violations.assertNone();
    }

    @Test
    void reactor_buildsEveryRoom() {
        TreeSet<String> modules = new TreeSet<>();
        Matcher module = MODULE.matcher(House.read(House.ROOT.resolve("pom.xml")));
        while (module.find()) {
            modules.add(module.group(1));
        }
        TreeSet<String> rooms = new TreeSet<>();
        House.rooms().forEach(room -> rooms.add(room.name()));
        assertEquals(rooms, modules);
    }
}
