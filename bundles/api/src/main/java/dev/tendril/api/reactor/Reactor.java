package dev.tendril.api.reactor;

import dev.tendril.api.channel.ChannelDescriptor;

import org.osgi.annotation.versioning.ConsumerType;

import java.util.List;

/**
 * A protocol between nodes (ADR 062, Reactor Example). Published as a prototype-scope service with
 * the property {@value #NAME}; a router takes a fresh object for each network that lists the name
 * and for each start. It reads one mailbox with one thread.
 *
 * <pre>{@code
 * public void run(ReactorContext context) throws InterruptedException {
 *     var channel = context.channel(ECHO);
 *     var due = context.timers().deadlineIn(interval);
 *     while (true) {
 *         switch (context.next(due)) {
 *             case Received received -> channel.send(received.from(), answer(received.message()));
 *             case Due tick -> { channel.broadcast(ping()); due = context.timers().deadlineIn(interval); }
 *             case Up up -> {}
 *             case Down down -> {}
 *             case Channels channels -> {}
 *             case Writable writable -> {}
 *         }
 *     }
 * }
 * }</pre>
 */
@ConsumerType
public interface Reactor {

    /** Service property: the name of the reactor, {@code [a-z0-9][a-z0-9-]{0,62}}. */
    String NAME = "tendril.reactor";

    /**
     * Service property: {@code true} for a reactor that may change which channels a link has, see
     * {@link ReactorContext#links()}.
     */
    String LINKS = "tendril.reactor.links";

    /**
     * {@return the channels it serves: at least one, always the same} Called before {@link #run}.
     */
    List<ChannelDescriptor<?>> channels();

    /**
     * Lives until it is interrupted, which {@link ReactorContext#next()} turns into {@link
     * InterruptedException}; it is then to return or throw within 2 seconds. Returning earlier ends
     * the reactor; an exception counts as a failure and the router starts a fresh object after a
     * pause. The thread's context class loader is that of the reactor's bundle.
     *
     * @param context all it needs of its node
     * @throws InterruptedException when the thread is interrupted
     */
    void run(ReactorContext context) throws InterruptedException;
}
