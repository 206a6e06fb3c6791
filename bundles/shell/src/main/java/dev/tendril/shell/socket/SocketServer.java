package dev.tendril.shell.socket;

import dev.tendril.api.time.Timers;
import dev.tendril.support.count.Counters;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;

import org.apache.felix.service.command.CommandProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Listens on the socket of a home and serves at most {@value #SESSIONS_MAX} sessions at a time, one
 * thread each. The protocol: the client sends one line, {@code EXEC <base64 of commands>} or {@code
 * SHELL <columns> <rows> <kind of terminal>}. EXEC gets the output, a zero byte and {@code EXIT
 * <status>}; SHELL is a terminal in both directions until either side ends.
 */
public final class SocketServer implements AutoCloseable {

    /** Most sessions at a time. */
    static final int SESSIONS_MAX = 32;

    /** The name under which sessions beyond the limit are counted. */
    public static final String REFUSED = "limit.shell-sessions";

    /** How long a client may take for its first line. */
    static final Duration REQUEST_PATIENCE = Duration.ofSeconds(10);

    /** How long the end waits for commands that run. */
    static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(SocketServer.class);

    private final SocketPlace place;
    private final ServerSocketChannel listener;
    private final Timers timers;
    private final Counters counters;
    private final ExecSession exec;
    private final PromptSession prompt;
    private final Set<SocketChannel> sessions = ConcurrentHashMap.newKeySet();
    private final TaskScope scope =
            new TaskScope(Threads.virtual(), (name, e) -> LOG.warn("{} ended", name, e));

    private SocketServer(
            SocketPlace place,
            ServerSocketChannel listener,
            CommandProcessor processor,
            Map<String, String> properties,
            Timers timers,
            Counters counters) {
        this.place = place;
        this.listener = listener;
        this.timers = timers;
        this.counters = counters;
        this.exec = new ExecSession(processor);
        this.prompt = new PromptSession(processor, properties);
    }

    /**
     * Listens at {@code place} for sessions of {@code processor}.
     *
     * @param properties what Gogo may know of the framework
     * @param counters gets the sessions that are refused, as {@value #REFUSED}
     * @throws IOException when the socket cannot be made
     */
    public static SocketServer open(
            SocketPlace place,
            CommandProcessor processor,
            Map<String, String> properties,
            Timers timers,
            Counters counters)
            throws IOException {
        var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            listener.bind(UnixDomainSocketAddress.of(place.socket()));
            place.publish();
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        var server = new SocketServer(place, listener, processor, properties, timers, counters);
        server.scope.fork("shell-accept", server::accept);
        return server;
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                begin(listener.accept());
            } catch (IOException e) {
                if (listener.isOpen()) {
                    LOG.warn("shell does not accept sessions any more: {}", e.toString());
                }
                return;
            }
        }
    }

    private void begin(SocketChannel client) throws IOException {
        if (sessions.size() >= SESSIONS_MAX) {
            counters.increment(REFUSED);
            LOG.warn("shell session refused, sessions: {}", SESSIONS_MAX);
            client.close();
            return;
        }
        sessions.add(client);
        if (!scope.fork("shell-session", () -> serve(client))) {
            end(client);
        }
    }

    private void serve(SocketChannel client) throws InterruptedException {
        try {
            var in = new ClientInput(client);
            var alarm = timers.at(timers.deadlineIn(REQUEST_PATIENCE), in::end);
            var request = Request.read(in);
            alarm.cancel();
            var out = new ClientOutput(client);
            switch (request) {
                case Request.Exec commands -> exec.run(commands.commands(), out);
                case Request.Shell size -> prompt.run(size, in, out);
                case Request.Refused refused -> refuse(refused, out);
            }
        } catch (IOException e) {
            LOG.debug("shell session broke off", e);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("shell session failed", e);
        } finally {
            end(client);
        }
    }

    private static void refuse(Request.Refused refused, ClientOutput out) throws IOException {
        var answer = refused.message() + "\n\u0000EXIT 1\n";
        out.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    private void end(SocketChannel client) {
        sessions.remove(client);
        try {
            client.close();
        } catch (IOException e) {
            LOG.debug("shell session does not close", e);
        }
    }

    /** Stops listening and ends all sessions; a command that goes on is left behind, and named. */
    @Override
    public void close() {
        try {
            listener.close();
            place.delete();
        } catch (IOException e) {
            LOG.warn("socket of the shell is left behind: {}", e.toString());
        }
        scope.cancel();
        sessions.forEach(this::end);
        try {
            if (!scope.awaitEnd(timers, timers.deadlineIn(CLOSE_PATIENCE))) {
                LOG.warn("shell sessions do not end: {}", scope.alive());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
