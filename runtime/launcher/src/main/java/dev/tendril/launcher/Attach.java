package dev.tendril.launcher;

import dev.tendril.api.time.Timers;
import dev.tendril.config.Home;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/**
 * The way into a running node: a Unix-domain socket that only its owner can open. The file {@code
 * run/socket} of the home says where it is. The first line says what is wanted: {@code EXEC} with
 * the commands, or {@code SHELL} with the size and kind of the terminal.
 */
final class Attach {

    private static final Duration START_PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(25);
    private static final int BUFFER_BYTES = 8 * 1024;

    private final Home home;

    Attach(Home home) {
        this.home = home;
    }

    static Attach to(Arguments arguments, String command) throws CommandException {
        return new Attach(Homes.existing(arguments, command));
    }

    /** Runs {@code commands} in the node; what they print goes to {@code out}. */
    int exec(String commands, OutputStream out) throws CommandException {
        var encoded = Base64.getEncoder().encodeToString(commands.getBytes(StandardCharsets.UTF_8));
        try (var channel = connect()) {
            send(channel, "EXEC " + encoded + "\n");
            var status = ExecOutput.copy(Channels.newInputStream(channel), out);
            out.flush();
            return status;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Gives this terminal to a prompt in the node until that ends. */
    int shell() throws CommandException {
        var tty = Tty.ofProcess();
        var toNode = new TaskScope(Threads.virtual(), (name, e) -> {});
        try (var channel = connect();
                var _ = tty.raw()) {
            send(channel, "SHELL " + tty.columns() + " " + tty.rows() + " " + tty.kind() + "\n");
            toNode.fork("terminal", () -> input(System.in, channel));
            copy(Channels.newInputStream(channel), System.out);
            return 0;
        } catch (IOException e) {
            throw broken(e);
        } finally {
            // It may be in a read of the terminal that nothing interrupts: it ends with the
            // process.
            toNode.cancel();
        }
    }

    /** As {@link #shell()}, of a node that is only starting. */
    int shellWhenUp(Timers timers) throws CommandException, InterruptedException {
        var deadline = timers.deadlineIn(START_PATIENCE);
        while (!Files.exists(pointer()) && !deadline.isPast(timers.nanos())) {
            timers.sleep(POLL);
        }
        return shell();
    }

    private Path pointer() {
        return home.run().resolve("socket");
    }

    private SocketChannel connect() throws CommandException, IOException {
        String path;
        try {
            path = Files.readString(pointer()).strip();
        } catch (NoSuchFileException e) {
            throw notRunning();
        }
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw notRunning();
        }
    }

    private CommandException notRunning() {
        return CommandException.failed(
                "no node runs in this home: "
                        + home.root()
                        + "; start it: tendril start --home DIR");
    }

    private CommandException broken(IOException e) {
        return CommandException.failed(
                "connection to the node ended: " + home.root() + ": " + HomeLock.reason(e));
    }

    private static void send(SocketChannel channel, String line) throws IOException {
        send(channel, ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }

    private static void send(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Bytes as they are typed. The end of the input is an end for the node, too. */
    private static void input(InputStream in, SocketChannel channel) {
        var buffer = new byte[BUFFER_BYTES];
        try {
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                send(channel, ByteBuffer.wrap(buffer, 0, n));
            }
            channel.shutdownOutput();
        } catch (IOException e) {
            // The session is over; whoever reads from it sees that.
            return;
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            out.flush();
        }
    }
}
