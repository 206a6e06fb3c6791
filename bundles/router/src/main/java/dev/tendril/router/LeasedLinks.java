package dev.tendril.router;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.reactor.Links;

import java.util.Set;

/** Power over the channels of links, as a reactor that may have it sees it. */
final class LeasedLinks implements Links {

    private static final int CHANNELS_MAX = ChannelId.MAX + 1;

    private final Switchboard board;
    private final Lease lease;

    LeasedLinks(Switchboard board, Lease lease) {
        this.board = board;
        this.lease = lease;
    }

    @Override
    public Set<ChannelId> ours() {
        return lease.isOver() ? Set.of() : board.table().served();
    }

    @Override
    public void peerServes(PeerRef peer, Set<ChannelId> channels) {
        if (channels.size() > CHANNELS_MAX) {
            throw new IllegalArgumentException("more channels than ids: " + channels.size());
        }
        if (!lease.isOver()) {
            board.peerServes(peer, channels);
        }
    }

    @Override
    public void peerWasTold(PeerRef peer, Set<ChannelId> ours) {
        if (!lease.isOver()) {
            board.peerWasTold(peer, ours);
        }
    }
}
