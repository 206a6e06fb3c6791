package dev.tendril.router;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.peer.PeerManagerClosedException;
import dev.tendril.api.peer.PeerUpdate;
import dev.tendril.api.peer.PeerUpdates;
import dev.tendril.api.peer.Peers;
import dev.tendril.api.time.Deadline;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The peers as a reactor sees them: those of the current peer manager, nobody while there is none.
 * Subscriptions that the reactor leaves open are closed with it.
 */
final class LeasedPeers implements Peers {

    private static final Known NOTHING = new Known(0, 0, 0, false);

    private final PeersSlot slot;
    private final Set<PeerUpdates> open = Collections.synchronizedSet(new LinkedHashSet<>());
    private volatile boolean over;

    LeasedPeers(PeersSlot slot) {
        this.slot = slot;
    }

    private Optional<Peers> current() {
        return over ? Optional.empty() : slot.current();
    }

    @Override
    public PeerUpdates subscribe() {
        var updates = current().map(Peers::subscribe).map(this::track);
        return updates.orElseGet(ClosedUpdates::new);
    }

    private PeerUpdates track(PeerUpdates updates) {
        open.add(updates);
        if (over) {
            updates.close();
        }
        return new TrackedUpdates(updates);
    }

    void end() {
        over = true;
        for (var updates : open.toArray(PeerUpdates[]::new)) {
            updates.close();
        }
        open.clear();
    }

    @Override
    public List<PeerInfo> connected() {
        return current().map(Peers::connected).orElse(List.of());
    }

    @Override
    public List<NodeAddress> advertise(PeerRef to, int limit) {
        return current().map(peers -> peers.advertise(to, limit)).orElse(List.of());
    }

    @Override
    public int learned(List<NodeAddress> addresses, PeerRef from) {
        return current().map(peers -> peers.learned(addresses, from)).orElse(0);
    }

    @Override
    public void selfDeclared(NodeAddress address, PeerRef from) {
        current().ifPresent(peers -> peers.selfDeclared(address, from));
    }

    @Override
    public Known known() {
        return current().map(Peers::known).orElse(NOTHING);
    }

    private final class TrackedUpdates implements PeerUpdates {

        private final PeerUpdates updates;

        TrackedUpdates(PeerUpdates updates) {
            this.updates = updates;
        }

        @Override
        public PeerUpdate next() throws InterruptedException, PeerManagerClosedException {
            return updates.next();
        }

        @Override
        public Optional<PeerUpdate> next(Deadline deadline)
                throws InterruptedException, PeerManagerClosedException {
            return updates.next(deadline);
        }

        @Override
        public void close() {
            open.remove(updates);
            updates.close();
        }
    }

    /** A subscription where there is no peer manager. */
    private static final class ClosedUpdates implements PeerUpdates {

        @Override
        public PeerUpdate next() throws PeerManagerClosedException {
            throw new PeerManagerClosedException();
        }

        @Override
        public Optional<PeerUpdate> next(Deadline deadline) throws PeerManagerClosedException {
            throw new PeerManagerClosedException();
        }

        @Override
        public void close() {}
    }
}
