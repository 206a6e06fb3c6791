package dev.tendril.metrics;

import dev.tendril.api.peer.PeerManagerSnapshot;
import dev.tendril.api.router.RouterSnapshot;

import java.util.Optional;

/**
 * What a network shows at one moment.
 *
 * @param network its name
 * @param router empty when no router runs
 * @param manager empty when no peer manager runs
 */
public record NetworkFigures(
        String network, Optional<RouterSnapshot> router, Optional<PeerManagerSnapshot> manager) {

    /** The chain id, or empty text when it is not known. */
    String chainId() {
        return router.map(r -> r.self().network()).orElse("");
    }
}
