package dev.tendril.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.felix.service.command.Descriptor;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

final class CommandsTest {

    private static final List<Class<?>> COMPONENTS =
            List.of(LooksComponent.class, LeversComponent.class, DoctorComponent.class);

    @Test
    void commands_areThoseOfTheShell() {
        var names = new TreeSet<String>();
        COMPONENTS.forEach(
                c ->
                        ShellWorld.commandsOf(c)
                                .forEach(method -> names.add(ShellWorld.nameOf(method))));

        assertEquals(
                new TreeSet<>(
                        List.of(
                                "status",
                                "peers",
                                "peer",
                                "why",
                                "decisions",
                                "channels",
                                "reactors",
                                "transports",
                                "dial",
                                "disconnect",
                                "persist",
                                "private",
                                "ban",
                                "metrics",
                                "doctor")),
                names);
    }

    /** What is published is what the build made of the annotations. */
    @Test
    void commands_arePublished() throws IOException {
        for (var component : COMPONENTS) {
            var file = "/OSGI-INF/" + component.getName() + ".xml";
            try (var in = Objects.requireNonNull(getClass().getResourceAsStream(file), file)) {
                var words =
                        new String(in.readAllBytes(), StandardCharsets.UTF_8).split("[^a-z0-9]+");
                for (var method : ShellWorld.commandsOf(component)) {
                    assertTrue(
                            List.of(words).contains(ShellWorld.nameOf(method)),
                            ShellWorld.nameOf(method));
                }
            }
        }
    }

    @Test
    void commands_andTheirParameters_areExplained() {
        for (var component : COMPONENTS) {
            for (var method : ShellWorld.commandsOf(component)) {
                assertTrue(method.isAnnotationPresent(Descriptor.class), method.getName());
                assertTrue(
                        Arrays.stream(method.getParameters())
                                .allMatch(p -> p.isAnnotationPresent(Descriptor.class)),
                        method.getName());
            }
        }
    }

    @Test
    void commands_haveCompletion() throws IOException {
        try (var in =
                Objects.requireNonNull(getClass().getResourceAsStream("/ext/tendril_profile"))) {
            var profile = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            COMPONENTS.stream()
                    .flatMap(c -> ShellWorld.commandsOf(c).stream())
                    .map(method -> "complete -c p2p:" + ShellWorld.nameOf(method) + " -e")
                    .forEach(line -> assertTrue(profile.contains(line), line));
            assertTrue(Stream.of("words:peers", "words:reactors").allMatch(profile::contains));
        }
    }
}
