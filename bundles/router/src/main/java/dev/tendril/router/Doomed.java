package dev.tendril.router;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.Eviction;

import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Evictions that came between a peer's admission and its entry into the routing table (N-PM-14).
 * Bounded by the admissions under way: with none of them nothing is kept.
 */
final class Doomed {

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<PeerRef, Reason> reasons = new TreeMap<>();
    private int admissions;

    void admissionBegins() {
        lock.lock();
        try {
            admissions++;
        } finally {
            lock.unlock();
        }
    }

    void admissionEnds() {
        lock.lock();
        try {
            if (--admissions == 0) {
                reasons.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Keeps an order for a connection that may come; false when none can. */
    boolean add(Eviction eviction) {
        lock.lock();
        try {
            if (admissions == 0) {
                return false;
            }
            reasons.put(eviction.peer(), eviction.reason());
            return true;
        } finally {
            lock.unlock();
        }
    }

    Optional<Reason> reasonFor(PeerRef peer) {
        lock.lock();
        try {
            return Optional.ofNullable(reasons.remove(peer));
        } finally {
            lock.unlock();
        }
    }
}
