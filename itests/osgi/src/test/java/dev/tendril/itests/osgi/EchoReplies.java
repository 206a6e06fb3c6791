package dev.tendril.itests.osgi;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import org.slf4j.LoggerFactory;

import java.util.concurrent.ConcurrentLinkedQueue;

/** What the echo reactors of a framework have written to the log. */
final class EchoReplies extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger =
            (Logger) LoggerFactory.getLogger("dev.tendril.reactor.echo.EchoReactor");
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

    EchoReplies() {
        start();
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage());
    }

    /** Waits for a pong that says exactly {@code reply}, and forgets what was written before. */
    void await(World world, String reply) throws Exception {
        world.eventually()
                .holds(
                        "a pong says " + reply,
                        World.LIMIT,
                        () -> lines.stream().anyMatch(line -> line.endsWith(" " + reply)));
        lines.clear();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        stop();
    }
}
