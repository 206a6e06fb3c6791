package dev.tendril.shell;

import dev.tendril.shell.socket.SocketPlace;
import dev.tendril.shell.socket.SocketServer;
import dev.tendril.support.count.Counters;
import dev.tendril.support.time.SystemTimers;

import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The socket of the node's home. Without a home (an embedded node) there is none. */
@Component(
        service = {},
        immediate = true)
public final class SocketComponent {

    private static final Logger LOG = LoggerFactory.getLogger(SocketComponent.class);
    private static final String HOME = "tendril.home";

    private final SystemTimers timers =
            new SystemTimers((name, e) -> LOG.error("timer of the shell failed: {}", name, e));
    private final Optional<SocketServer> server;

    /** Opens the socket; a home where that is not possible goes without, with a word in the log. */
    @Activate
    public SocketComponent(
            BundleContext context,
            @Reference(name = "processor") CommandProcessor processor,
            @Reference(name = "sessions") SessionsComponent sessions) {
        server =
                Optional.ofNullable(context.getProperty(HOME))
                        .flatMap(
                                home ->
                                        open(
                                                Path.of(home),
                                                context,
                                                processor,
                                                sessions.counters()));
    }

    private Optional<SocketServer> open(
            Path home, BundleContext context, CommandProcessor processor, Counters counters) {
        var shortFolders =
                Stream.of(System.getenv("XDG_RUNTIME_DIR"), System.getProperty("java.io.tmpdir"))
                        .filter(folder -> folder != null && !folder.isEmpty())
                        .map(Path::of)
                        .toArray(Path[]::new);
        try {
            var place = SocketPlace.prepare(home, shortFolders);
            var opened = SocketServer.open(place, processor, properties(context), timers, counters);
            LOG.debug("shell listens on {}", place.socket());
            return Optional.of(opened);
        } catch (IOException e) {
            LOG.error("no shell can be attached to this node: {}", e.toString());
            return Optional.empty();
        }
    }

    /** What Gogo asks for: only where a shell starts, which for us is the home. */
    private static Map<String, String> properties(BundleContext context) {
        var properties = new HashMap<String, String>();
        properties.put("gosh.home", String.valueOf(context.getProperty(HOME)));
        return properties;
    }

    @Deactivate
    void close() {
        server.ifPresent(SocketServer::close);
        timers.close();
    }
}
