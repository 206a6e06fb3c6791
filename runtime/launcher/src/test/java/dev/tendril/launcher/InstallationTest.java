package dev.tendril.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tendril.launcher.Installation.Installed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class InstallationTest {

    @TempDir private Path root;

    private Path touch(String path) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    @Test
    void bundles_haveTheStartLevelOfTheirFolder() throws IOException {
        var b = touch("bundles/6/b.jar");
        var a = touch("bundles/6/a.jar");
        var c = touch("bundles/1/c.jar");
        touch("bundles/6/readme.txt");
        touch("bundles/other/d.jar");
        assertEquals(
                List.of(new Installed(c, 1), new Installed(a, 6), new Installed(b, 6)),
                new Installation(root).bundles());
    }

    @Test
    void ofScript_withoutScriptSaysHow() {
        System.clearProperty(Installation.ROOT_PROPERTY);
        assertThrows(CommandException.class, Installation::ofScript);
    }
}
