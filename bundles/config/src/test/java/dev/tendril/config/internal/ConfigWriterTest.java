package dev.tendril.config.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tendril.config.ComponentConfig;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

class ConfigWriterTest {

    private final FakeConfigAdmin admin = new FakeConfigAdmin();
    private final ConfigWriter writer = new ConfigWriter(admin);

    private static ComponentConfig router(String network, Object moniker) {
        return new ComponentConfig(
                "dev.tendril.router",
                network,
                Map.of("tendril.network", network, "moniker", moniker, "reactors", List.of("pex")));
    }

    @Test
    void write_namesInstancesByTheirNetwork() throws IOException {
        writer.write("a", List.of(router("a", "m")));
        assertEquals(Set.of("dev.tendril.router~a"), admin.pids());
        var properties = admin.properties("dev.tendril.router~a");
        assertEquals("m", properties.get("moniker"));
        assertArrayEquals(new String[] {"pex"}, (String[]) properties.get("reactors"));
    }

    @Test
    void write_doesNotWriteTheSameAgain() throws IOException {
        writer.write("a", List.of(router("a", "m")));
        writer.write("a", List.of(router("a", "m")));
        assertEquals(1, admin.updates());
        writer.write("a", List.of(router("a", "n")));
        assertEquals(2, admin.updates());
    }

    @Test
    void write_removesComponentsThatAreNoLongerSaid() throws IOException {
        var store =
                new ComponentConfig(
                        "dev.tendril.peerstore.memory", "a", Map.of("tendril.network", "a"));
        writer.write("a", List.of(router("a", "m"), store));
        writer.write("b", List.of(router("b", "m")));
        writer.write("a", List.of(router("a", "m")));
        assertEquals(Set.of("dev.tendril.router~a", "dev.tendril.router~b"), admin.pids());
    }

    @Test
    void removeOthers_leavesStrangersAlone() throws IOException {
        writer.write("a", List.of(router("a", "m")));
        writer.write("b", List.of(router("b", "m")));
        admin.stranger("org.example.thing");
        writer.removeOthers(List.of("b"));
        assertEquals(Set.of("dev.tendril.router~b", "org.example.thing"), admin.pids());
    }
}
