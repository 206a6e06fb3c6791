package dev.tendril.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

@Timeout(60)
final class PromptTest {

    private static final String CTRL_D = "\u0004";

    @TempDir private Path home;
    private ShellWorld world;
    private SocketChannel terminal;

    @BeforeEach
    void open() throws IOException {
        world = new ShellWorld(home);
        terminal = world.connect();
        type("SHELL 100 40 xterm-256color\n");
        awaitText("tendril> ");
    }

    @AfterEach
    void close() throws IOException {
        terminal.close();
        world.close();
    }

    @Test
    void prompt_runsCommands() throws IOException {
        type("peers\r");

        awaitText("sentry-eu-1");
        awaitText("tendril> ");
    }

    @Test
    void prompt_saysWhatFailedAndGoesOn() throws IOException {
        type("p2p:peer ffff\r");
        awaitText("never heard of ffff");
        awaitText("tendril> ");

        type("p2p:transports\r");
        awaitText("mconn tcp");
    }

    @Test
    void tab_completesCommands() throws IOException {
        type("p2p:tran\t");

        awaitText("sports");
    }

    @Test
    void tab_completesIds() throws IOException {
        type("p2p:peer 3b6\t");

        awaitText("3000000000");
    }

    @Test
    void tab_completesVerbs() throws IOException {
        type("p2p:reactors en\t");

        awaitText("able");
    }

    @Test
    void ctrlD_endsTheSessionAndNothingElse() throws IOException {
        type(CTRL_D);
        ShellWorld.readAll(terminal);

        assertTrue(world.exec("p2p:status").endsWith("\u0000EXIT 0\n"));
    }

    @Test
    void exit_endsTheSession() throws IOException {
        type("exit\r");

        assertTrue(ShellWorld.readAll(terminal).contains("exit"));
    }

    @Test
    void hangUp_endsTheSession() throws IOException {
        terminal.close();

        assertTrue(world.exec("p2p:status").endsWith("\u0000EXIT 0\n"));
    }

    private void type(String keys) throws IOException {
        terminal.write(ByteBuffer.wrap(keys.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads until {@code text} has been shown; fails when the session ends before. */
    private void awaitText(String text) throws IOException {
        var shown = new StringBuilder();
        var buffer = ByteBuffer.allocate(1);
        while (shown.indexOf(text) < 0) {
            buffer.clear();
            if (terminal.read(buffer) < 0) {
                throw new AssertionError("not shown: " + text + ", shown: " + shown);
            }
            shown.append((char) buffer.get(0));
        }
    }
}
