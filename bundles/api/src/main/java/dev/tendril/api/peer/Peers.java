package dev.tendril.api.peer;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.PeerRef;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/**
 * What reactors and embedding programs may know and tell about peers. Published as a service with
 * the property {@code tendril.network}; a reactor gets it from its context. No method blocks for
 * long. Safe for use by many threads.
 */
@ProviderType
public interface Peers {

    /** {@return a new subscription, to be closed by the caller} */
    PeerUpdates subscribe();

    /** {@return the peers connected now, in order of their ids} */
    List<PeerInfo> connected();

    /**
     * Addresses to tell {@code to}: our own first, then verified and self-declared ones, drawn by
     * chance without repetition. Never private ids, never {@code to} itself, nothing {@code to}
     * could not reach.
     *
     * @param to which connection of which peer
     * @param limit most addresses wanted, at least 1
     * @return the addresses, at most {@code limit}
     */
    List<NodeAddress> advertise(PeerRef to, int limit);

    /**
     * Addresses that {@code from} has told us: hearsay, kept within limits for each source and
     * network group. What it told before and does not repeat may be forgotten.
     *
     * @param addresses what was told
     * @param from who it was
     * @return how many were new
     */
    int learned(List<NodeAddress> addresses, PeerRef from);

    /**
     * The address at which a connected peer says it listens itself. It is kept as the peer's own
     * claim.
     *
     * @param address the address
     * @param from who it was
     */
    void selfDeclared(NodeAddress address, PeerRef from);

    /** {@return how much is known} */
    Known known();

    /**
     * How much is known of other nodes.
     *
     * @param peers ids with at least one address
     * @param verified of them, ids that we have dialed and found
     * @param connected peers connected now
     * @param needsMore whether more addresses are wanted
     */
    record Known(int peers, int verified, int connected, boolean needsMore) {}
}
