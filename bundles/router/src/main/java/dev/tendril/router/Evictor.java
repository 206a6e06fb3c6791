package dev.tendril.router;

import dev.tendril.api.peer.PeerManagerClosedException;

/** Ends the connections that the peer manager names. */
final class Evictor {

    private final ManagerSlot managers;
    private final LinkKeeper keeper;

    Evictor(ManagerSlot managers, LinkKeeper keeper) {
        this.managers = managers;
        this.keeper = keeper;
    }

    /** Evicts until it is interrupted. */
    void run() throws InterruptedException {
        while (true) {
            var manager = managers.await();
            try {
                keeper.evict(manager.evictNext(), manager);
            } catch (PeerManagerClosedException gone) {
                managers.awaitOther(manager);
            }
        }
    }
}
