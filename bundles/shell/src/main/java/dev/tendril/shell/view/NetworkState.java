package dev.tendril.shell.view;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.peer.PeerManagerSnapshot;
import dev.tendril.api.peer.PeerSnapshot;
import dev.tendril.api.router.RouterSnapshot;

import java.util.List;
import java.util.Optional;

/**
 * A network at one moment, as far as its parts are there.
 *
 * @param name its name
 * @param router empty when no router runs
 * @param manager empty when no peer manager runs
 */
public record NetworkState(
        String name, Optional<RouterSnapshot> router, Optional<PeerManagerSnapshot> manager) {

    /** All peers; none without a peer manager. */
    List<PeerSnapshot> peers() {
        return manager.map(PeerManagerSnapshot::peers).orElse(List.of());
    }

    /** The link of a peer. */
    Optional<RouterSnapshot.Link> link(NodeId peer) {
        return router.stream()
                .flatMap(r -> r.links().stream())
                .filter(l -> l.peer().ref().nodeId().equals(peer))
                .findFirst();
    }

    /** A figure of the peer manager, 0 when there is none. */
    long gauge(String name) {
        return manager.map(m -> m.gauges().getOrDefault(name, 0L)).orElse(0L);
    }

    /** A limit of the peer manager, {@code ?} when there is none. */
    String limit(String name) {
        return manager.map(m -> m.limits().getOrDefault(name, "?")).orElse("?");
    }

    /** Why nothing can be shown although the network is there; empty text when all is there. */
    String missing() {
        if (router.isEmpty() && manager.isEmpty()) {
            return "neither router nor peer manager of network "
                    + name
                    + " runs; p2p:doctor says why";
        }
        if (router.isEmpty()) {
            return "the router of network " + name + " does not run; p2p:doctor says why";
        }
        return manager.isEmpty()
                ? "the peer manager of network " + name + " does not run; p2p:doctor says why"
                : "";
    }
}
