package dev.tendril.api.transport;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.time.Deadline;

import org.osgi.annotation.versioning.ConsumerType;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A mechanism that opens connections to endpoints and accepts them (ADR 062, Transports). Published
 * as a service with the property {@code tendril.network}; a router finds it by its protocols. It
 * listens from the moment it is published, knows nothing of peers, and gets keys only with a
 * handshake. Safe for use by many threads.
 */
@ConsumerType
public interface Transport extends AutoCloseable {

    /** {@return the protocols it can dial, at least one; always the same set} */
    Set<Protocol> protocols();

    /** {@return where it listens now; empty after {@link #close}} */
    List<Endpoint> endpoints();

    /**
     * The next inbound connection, before its handshake. Blocks until there is one. A transport
     * without a listener blocks until it is closed.
     *
     * @return the connection, owned by the caller
     * @throws TransportClosedException once the transport is closed
     * @throws IOException when accepting failed for now; the caller tries again after a pause
     * @throws InterruptedException when the thread is interrupted; the transport goes on listening
     */
    Connection accept() throws InterruptedException, IOException;

    /**
     * A new connection to {@code endpoint}, before its handshake. Blocks, at the longest until
     * {@code deadline}. Works after {@link #close} too.
     *
     * @param endpoint where to
     * @param deadline when to give up
     * @return the connection, owned by the caller
     * @throws IOException when the endpoint cannot be reached or is none of this transport's;
     *     operators read {@link java.net.ConnectException} as refused, {@link
     *     java.net.SocketTimeoutException} as late, {@link java.net.NoRouteToHostException} as
     *     without a route
     * @throws InterruptedException when the thread is interrupted; nothing stays open
     */
    Connection dial(Endpoint endpoint, Deadline deadline) throws InterruptedException, IOException;

    /**
     * {@return what it counts, by name: limits that were reached, what is in use} The count of a
     * limit begins with {@code limit.}; names end with the unit where there is one. Also asked
     * while its connections outlive it. Does not block; empty unless the transport says otherwise.
     */
    default Map<String, Long> counters() {
        return Map.of();
    }

    /** Stops listening. Open connections live on. Does not block; may be repeated. */
    @Override
    void close();
}
