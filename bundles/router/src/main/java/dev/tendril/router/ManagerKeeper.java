package dev.tendril.router;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.PeerManager;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings a new peer manager into its place: it takes over the live connections first. Tells it what
 * can be dialed and where we listen, whenever that changes. For the one thread that keeps house.
 */
final class ManagerKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(ManagerKeeper.class);

    private final ManagerSlot managers;
    private final Switchboard board;
    private final Transports transports;
    private Optional<Told> told = Optional.empty();

    ManagerKeeper(ManagerSlot managers, Switchboard board, Transports transports) {
        this.managers = managers;
        this.board = board;
        this.transports = transports;
    }

    void step() {
        managers.newcomer().ifPresent(this::handOver);
        managers.current().ifPresent(this::tell);
    }

    private void handOver(PeerManager manager) {
        var live =
                board.table().inOrder().stream()
                        .map(link -> new PeerManager.Adopted(link.ref(), link.facts()))
                        .toList();
        if (!live.isEmpty()) {
            manager.adopt(live);
        }
        told = Optional.empty();
        tell(manager);
        if (!managers.activate(manager)) {
            return;
        }
        LOG.info("peer manager in place, connections handed over: {}", live.size());
        for (var adopted : live) {
            if (board.table().link(adopted.peer()).isEmpty()) {
                manager.disconnected(
                        adopted.peer(), Reason.of(ReasonCodes.LINK_ENDED), Blame.NOBODY);
            }
        }
    }

    private void tell(PeerManager manager) {
        var now = new Told(manager, transports.protocols(), transports.endpoints());
        if (told.filter(now::equals).isEmpty()) {
            told = Optional.of(now);
            manager.listening(now.endpoints);
            manager.protocolsAvailable(now.protocols);
        }
    }

    private record Told(PeerManager manager, Set<Protocol> protocols, List<Endpoint> endpoints) {}
}
