package dev.tendril.itests.osgi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Runs shell commands of a node over its socket, as {@code tendril exec} does. */
final class ShellClient {

    private static final String EXIT = "\u0000EXIT ";

    private final Path home;

    private ShellClient(Path home) {
        this.home = home;
    }

    static ShellClient of(Path home) {
        return new ShellClient(home);
    }

    /** What {@code command} prints; {@link IOException} when it fails or nobody listens. */
    String run(String command) throws IOException {
        var socket = Path.of(Files.readString(home.resolve("run/socket")).strip());
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            var encoded =
                    Base64.getEncoder().encodeToString(command.getBytes(StandardCharsets.UTF_8));
            channel.write(
                    ByteBuffer.wrap(("EXEC " + encoded + "\n").getBytes(StandardCharsets.UTF_8)));
            return result(command, readAll(channel));
        }
    }

    private static String result(String command, String answer) throws IOException {
        var end = answer.lastIndexOf(EXIT);
        if (end < 0 || !answer.substring(end + EXIT.length()).strip().equals("0")) {
            throw new IOException("command failed: " + command + ", answer: " + answer);
        }
        return answer.substring(0, end);
    }

    private static String readAll(SocketChannel channel) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(8192);
        while (channel.read(buffer) >= 0) {
            bytes.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
