package dev.tendril.api.peer;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The life of every peer, one verb an event (ADR 062, Peer Manager). For the router only; reactors
 * see {@link Peers}, operators {@link PeerAdmin}. Published as a service with the property {@code
 * tendril.network}.
 *
 * <pre>
 * outbound   dialNext -> (dial, handshake) -> dialed -> ready -> disconnected
 *                                          \-> dialFailed
 * inbound    screen -> (handshake) -> accepted -> ready -> disconnected
 *                                  \-> acceptFailed
 * eviction   evictNext -> (close) -> disconnected
 * </pre>
 *
 * The ADR's verbs take a node id; here they take tickets and connection numbers, so that an event
 * that comes late changes nothing. Only {@link #dialNext} and {@link #evictNext} block. Safe for
 * use by many threads. No verb fails for what a peer or the disk does.
 */
@ProviderType
public interface PeerManager {

    /**
     * {@return whether an inbound connection may begin its handshake; asked before a byte is read
     * from it}
     *
     * @param remote where the connection comes from
     */
    Screening screen(Endpoint remote);

    /**
     * {@return whom to dial next} Blocks until there is somebody and a slot is free.
     *
     * @throws InterruptedException when the thread is interrupted; no slot is taken
     * @throws PeerManagerClosedException when the peer manager is stopped or replaced
     */
    DialTicket dialNext() throws InterruptedException, PeerManagerClosedException;

    /** {@return whom to dial now; empty when there is nobody or no slot is free} */
    Optional<DialTicket> tryDialNext();

    /**
     * Dialing or the handshake failed.
     *
     * @param ticket the ticket, now given back
     * @param reason why
     * @param blame whose doing it was
     */
    void dialFailed(DialTicket ticket, Reason reason, Blame blame);

    /**
     * Dialing and the handshake succeeded.
     *
     * @param ticket the ticket, now used up
     * @param facts what is known of the peer
     * @return whether the peer becomes connected
     */
    Admission dialed(DialTicket ticket, PeerFacts facts);

    /**
     * The handshake of an inbound connection failed.
     *
     * @param ticket the ticket, now used up
     * @param reason why
     * @param blame whose doing it was
     */
    void acceptFailed(AcceptTicket ticket, Reason reason, Blame blame);

    /**
     * The handshake of an inbound connection succeeded.
     *
     * @param ticket the ticket, now used up
     * @param facts what is known of the peer
     * @return whether the peer becomes connected
     */
    Admission accepted(AcceptTicket ticket, PeerFacts facts);

    /**
     * The connection is routed: messages can be sent and received. Subscribers hear of it after
     * this.
     *
     * @param peer the peer and its connection
     */
    void ready(PeerRef peer);

    /**
     * A reactor or transport has seen the peer do something; {@code source} names which.
     *
     * @param peer the peer and its connection
     * @param behaviour what it did
     * @param source the name of the reactor or transport
     */
    void errored(PeerRef peer, Behaviour behaviour, String source);

    /**
     * {@return whom to disconnect next} Blocks until there is somebody.
     *
     * @throws InterruptedException when the thread is interrupted; nobody is marked
     * @throws PeerManagerClosedException when the peer manager is stopped or replaced
     */
    Eviction evictNext() throws InterruptedException, PeerManagerClosedException;

    /** {@return whom to disconnect now; empty when there is nobody} */
    Optional<Eviction> tryEvictNext();

    /**
     * The connection has ended and its link is gone.
     *
     * @param peer the peer and its connection
     * @param reason why
     * @param blame whose doing it was
     */
    void disconnected(PeerRef peer, Reason reason, Blame blame);

    /**
     * Which protocols can be dialed now. Addresses of others wait; they have not failed.
     *
     * @param protocols all of them
     */
    void protocolsAvailable(Set<Protocol> protocols);

    /**
     * Where we listen now; what is told on as our own address follows.
     *
     * @param endpoints all of them
     */
    void listening(List<Endpoint> endpoints);

    /**
     * Takes over connections that a former peer manager has left, with the numbers they have. To be
     * called before any other verb; the router calls it when a peer manager was replaced.
     *
     * @param connections the live connections
     */
    void adopt(List<Adopted> connections);

    /**
     * A live connection that is handed over.
     *
     * @param peer the peer and the connection number it keeps
     * @param facts what is known of it
     */
    record Adopted(PeerRef peer, PeerFacts facts) {}
}
