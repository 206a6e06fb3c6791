package dev.tendril.transport.memory;

import dev.tendril.api.time.Timers;

import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** What the connections of one transport share. Safe for use by many threads. */
final class Wiring {

    private static final int NONCE_BYTES = 32;

    private final MemoryNetwork network;
    private final Timers timers;
    private final KeyProof proof;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private final RandomGenerator random;

    Wiring(MemoryNetwork network, Timers timers, KeyProof proof, RandomGenerator random) {
        this.network = network;
        this.timers = timers;
        this.proof = proof;
        this.random = random;
    }

    MemoryNetwork network() {
        return network;
    }

    LinkPolicy policy() {
        return network.policy();
    }

    Timers timers() {
        return timers;
    }

    KeyProof proof() {
        return proof;
    }

    /** A number used once. It need not be secret; it must not come again. */
    byte[] nonce() {
        var nonce = new byte[NONCE_BYTES];
        lock.lock();
        try {
            random.nextBytes(nonce);
        } finally {
            lock.unlock();
        }
        return nonce;
    }
}
