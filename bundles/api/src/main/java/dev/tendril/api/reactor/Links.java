package dev.tendril.api.reactor;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelId;

import org.osgi.annotation.versioning.ProviderType;

import java.util.Set;

/**
 * Changes which channels a connection carries after its handshake (architecture: frozen sets,
 * Tendril to Tendril). For reactors with {@link Reactor#LINKS}. Safe for use by many threads; about
 * an ended connection nothing happens.
 */
@ProviderType
public interface Links {

    /** {@return the channels this node serves now} */
    Set<ChannelId> ours();

    /**
     * The peer has told us the channels it serves now: at most 256. Channels of before that are
     * missing are gone.
     *
     * @param peer the peer and its connection
     * @param channels the channels the peer serves, complete
     */
    void peerServes(PeerRef peer, Set<ChannelId> channels);

    /**
     * The peer is being told the channels we serve now: from now on it may use them. To be called
     * just before the message is sent, since the peer may use a new channel at once.
     *
     * @param peer the peer and its connection
     * @param ours the channels that were told
     */
    void peerWasTold(PeerRef peer, Set<ChannelId> ours);
}
