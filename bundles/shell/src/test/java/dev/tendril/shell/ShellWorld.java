package dev.tendril.shell;

import dev.tendril.shell.command.FakeNode;
import dev.tendril.shell.socket.SocketPlace;
import dev.tendril.shell.socket.SocketServer;
import dev.tendril.shell.view.Snapshots;
import dev.tendril.support.count.Counters;
import dev.tendril.testkit.time.ManualTimers;

import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.gogo.jline.Procedural;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Our commands in the real Gogo, without a framework, behind the socket of a home. */
final class ShellWorld implements AutoCloseable {

    private final ThreadIOImpl threads = new ThreadIOImpl();
    final ManualTimers timers = new ManualTimers();
    final Counters counters = new Counters();
    private final Path home;
    private final SocketServer server;
    final FakeNode node = new FakeNode(Snapshots.running("main"));

    ShellWorld(Path home) throws IOException {
        this.home = home;
        threads.start();
        var processor = new CommandProcessorImpl(threads);
        processor.addConstant(Shell.VAR_CONTEXT, "none");
        var services = services();
        ours(processor, "p2p", new LooksComponent(services));
        ours(processor, "p2p", new LeversComponent(services));
        ours(processor, "words", new WordsComponent(services));
        gogo(processor, new Builtin(), "jobs", "format", "complete", "setopt");
        gogo(processor, new Procedural(), "each", "if", "not", "throw", "try");
        gogo(processor, new Posix(processor), "echo", "cat", "grep", "wc");
        server =
                SocketServer.open(
                        SocketPlace.prepare(home, home),
                        processor,
                        Map.of("gosh.home", home.toString()),
                        timers,
                        counters);
    }

    private NodeServicesComponent services() {
        var services = new NodeServicesComponent();
        var properties = Map.<String, Object>of("tendril.network", "main");
        services.bindRouter(node.router("main").orElseThrow(), properties);
        services.bindAdmin(node.admin("main").orElseThrow(), properties);
        services.bindMetrics(node.metrics("main").orElseThrow(), properties);
        services.bindOverrides(node.overrides("main").orElseThrow(), properties);
        return services;
    }

    private static void ours(CommandProcessorImpl processor, String scope, Object commands) {
        commandsOf(commands.getClass())
                .forEach(method -> processor.addCommand(scope, commands, nameOf(method)));
    }

    /** A command that is a word of Java has an underscore before its method. */
    static String nameOf(Method method) {
        return method.getName().replaceFirst("^_", "");
    }

    /** Every public method is a command; the annotation that says so is for the build only. */
    static List<Method> commandsOf(Class<?> component) {
        return Arrays.stream(component.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .toList();
    }

    private static void gogo(CommandProcessorImpl processor, Object commands, String... functions) {
        for (var function : functions) {
            processor.addCommand("gogo", commands, function);
        }
    }

    Path socket() throws IOException {
        return Path.of(Files.readString(home.resolve("run/socket")).strip());
    }

    SocketChannel connect() throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket()));
        return channel;
    }

    /** All that comes back for {@code commands}: output, zero byte, status. */
    String exec(String commands) throws IOException {
        var encoded = Base64.getEncoder().encodeToString(commands.getBytes(StandardCharsets.UTF_8));
        return request("EXEC " + encoded + "\n");
    }

    String request(String line) throws IOException {
        try (var channel = connect()) {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            return readAll(channel);
        }
    }

    static String readAll(SocketChannel channel) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(8_192);
        while (channel.read(buffer) >= 0) {
            bytes.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
        threads.stop();
    }
}
