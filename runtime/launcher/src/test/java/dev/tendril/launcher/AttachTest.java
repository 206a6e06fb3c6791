package dev.tendril.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tendril.config.Home;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

class AttachTest {

    @TempDir private Path folder;

    private static String output(String sent) throws IOException {
        var out = new ByteArrayOutputStream();
        var in = new ByteArrayInputStream(sent.getBytes(StandardCharsets.UTF_8));
        var status = ExecOutput.copy(in, out);
        return status + "|" + out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void copy_splitsOutputAndStatus() throws IOException {
        assertEquals("0|hello\n", output("hello\n\0EXIT 0\n"));
        assertEquals("1|", output("\0EXIT 1\n"));
        var large = "x".repeat(20_000);
        assertEquals("7|" + large, output(large + "\0EXIT 7\n"));
    }

    @Test
    void copy_withoutAStatusIsAFailure() {
        assertThrows(IOException.class, () -> output("hello"));
        assertThrows(IOException.class, () -> output("hello\0EXIT"));
        assertThrows(IOException.class, () -> output("hello\0EXIT x\n"));
    }

    @Test
    void exec_sendsOneLineAndGetsOutputAndStatus() throws Exception {
        var home = new Home(folder);
        Files.createDirectories(home.run());
        var address = UnixDomainSocketAddress.of(home.run().resolve("s"));
        Files.writeString(home.run().resolve("socket"), address + "\n");
        var out = new ByteArrayOutputStream();
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                var scope = new TaskScope(Threads.virtual(), (name, e) -> {})) {
            server.bind(address);
            scope.fork("server", () -> echo(server));
            assertEquals(3, new Attach(home).exec("a 'b' \n c", out));
        }
        assertEquals("got a 'b' \n c", out.toString(StandardCharsets.UTF_8));
    }

    /** Answers one request with what it asked for. */
    private static void echo(ServerSocketChannel server) {
        try (var channel = server.accept()) {
            var line = new StringBuilder();
            var in = Channels.newInputStream(channel);
            for (var c = in.read(); c != '\n'; c = in.read()) {
                line.append((char) c);
            }
            var commands =
                    new String(
                            Base64.getDecoder().decode(line.substring("EXEC ".length())),
                            StandardCharsets.UTF_8);
            var answer = "got " + commands + "\0EXIT 3\n";
            channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException("server failed", e);
        }
    }
}
