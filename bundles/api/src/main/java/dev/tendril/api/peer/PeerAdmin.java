package dev.tendril.api.peer;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Decision;
import dev.tendril.api.decision.Reason;

import org.osgi.annotation.versioning.ProviderType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The levers of an operator. Published as a service with the property {@code tendril.network}. What
 * takes effect later (a dial) is only begun. Safe for use by many threads.
 */
@ProviderType
public interface PeerAdmin {

    /**
     * Dials {@code address} as soon as possible, limits aside. Empty when begun, else why not.
     *
     * @param address the address
     * @return empty when begun, else why not
     */
    Optional<Reason> dial(NodeAddress address);

    /**
     * Ends the connection of a peer and leaves it alone for {@code leaveAlone}. Empty when begun,
     * else why not.
     *
     * @param nodeId the node
     * @param leaveAlone how long it is not dialed again
     * @return empty when begun, else why not
     */
    Optional<Reason> disconnect(NodeId nodeId, Duration leaveAlone);

    /**
     * Keeps a peer connected from now on. Lasts as long as this peer manager: the shell also writes
     * it down.
     *
     * @param address the address
     * @return empty when done, else why not
     */
    Optional<Reason> persist(NodeAddress address);

    /**
     * Takes {@link #persist} back; an open connection stays.
     *
     * @param nodeId the node
     * @return empty when done, else why not
     */
    Optional<Reason> unpersist(NodeId nodeId);

    /** {@return the peers that are kept connected} */
    List<NodeAddress> persistent();

    /**
     * Tells nobody of a peer from now on: its addresses are in no answer to others. Lasts as long
     * as this peer manager: the shell also writes it down.
     *
     * @param nodeId the node; need not be known yet
     * @return empty when done, else why not
     */
    Optional<Reason> conceal(NodeId nodeId);

    /**
     * Takes {@link #conceal} back.
     *
     * @param nodeId the node
     * @return empty when done, else why not
     */
    Optional<Reason> reveal(NodeId nodeId);

    /** {@return the peers nobody is told of, in order of their ids} */
    List<NodeId> concealed();

    /**
     * Keeps somebody away, over restarts, and ends its connections.
     *
     * @param target whom
     * @param duration how long
     * @param reason why, in the words of the operator
     * @return empty when done, else why not
     */
    Optional<Reason> ban(BanTarget target, Duration duration, String reason);

    /**
     * Takes a ban back.
     *
     * @param target whom
     * @return empty when done, else why not
     */
    Optional<Reason> unban(BanTarget target);

    /** {@return the bans in force, the one that ends first first} */
    List<Ban> bans();

    /**
     * {@return the last decisions, the newest first, at most {@code limit}}
     *
     * @param limit the most that is wanted, at least 1
     */
    List<Decision> decisions(int limit);

    /**
     * {@return all there is to say about a node}
     *
     * @param nodeId the node
     */
    Explanation why(NodeId nodeId);

    /**
     * {@return all there is to say about an address or host: {@code host}, {@code host:port} or a
     * whole address}
     *
     * @param address a host, a host with port or a whole address
     */
    Explanation why(String address);

    /** {@return everything at one moment} */
    PeerManagerSnapshot snapshot();
}
