package dev.tendril.testkit.reactor;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.peer.PeerUpdates;
import dev.tendril.api.peer.Peers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Peers as a test sets them, which keeps what it is told. Safe for use by many threads; nobody can
 * subscribe.
 */
public final class FakePeers implements Peers {

    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private List<PeerInfo> connected = List.of();
    private List<NodeAddress> advertised = List.of();
    private Known known = new Known(0, 0, 0, true);
    private final List<Learned> learned = new ArrayList<>();
    private final List<Learned> selfDeclared = new ArrayList<>();

    /** Knows nobody, and wants more. */
    public FakePeers() {}

    /**
     * Sets who is connected.
     *
     * @param peers all of them
     */
    public void setConnected(List<PeerInfo> peers) {
        locked(() -> connected = List.copyOf(peers));
    }

    /**
     * Sets what {@link #advertise} gives, up to its limit.
     *
     * @param addresses all of them
     */
    public void setAdvertised(List<NodeAddress> addresses) {
        locked(() -> advertised = List.copyOf(addresses));
    }

    /**
     * Sets how much is known.
     *
     * @param how how much
     */
    public void setKnown(Known how) {
        locked(() -> known = how);
    }

    @Override
    public PeerUpdates subscribe() {
        throw new UnsupportedOperationException("nobody can subscribe to the fake");
    }

    @Override
    public List<PeerInfo> connected() {
        lock.lock();
        try {
            return connected;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<NodeAddress> advertise(PeerRef to, int limit) {
        lock.lock();
        try {
            return advertised.subList(0, Math.min(limit, advertised.size()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int learned(List<NodeAddress> addresses, PeerRef from) {
        locked(() -> learned.add(new Learned(List.copyOf(addresses), from)));
        return addresses.size();
    }

    @Override
    public void selfDeclared(NodeAddress address, PeerRef from) {
        locked(() -> selfDeclared.add(new Learned(List.of(address), from)));
    }

    @Override
    public Known known() {
        lock.lock();
        try {
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** {@return each call of {@link #learned}} */
    public List<Learned> allLearned() {
        lock.lock();
        try {
            return List.copyOf(learned);
        } finally {
            lock.unlock();
        }
    }

    /** {@return each call of {@link #selfDeclared}} */
    public List<Learned> allSelfDeclared() {
        lock.lock();
        try {
            return List.copyOf(selfDeclared);
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Addresses that were told.
     *
     * @param addresses what was told
     * @param from by whom
     */
    public record Learned(List<NodeAddress> addresses, PeerRef from) {}
}
