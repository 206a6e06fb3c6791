package dev.tendril.transport.mconn.secret;

import dev.tendril.transport.mconn.reason.MconnFailure;
import dev.tendril.transport.mconn.reason.ProtocolFault;

/**
 * The nonces of one direction: each is used once, and 2^64-1 never (wire.md 2.5). Belongs to one
 * thread.
 */
final class FrameCounter {

    private static final long UNUSABLE = -1;

    private long next;

    FrameCounter(long first) {
        this.next = first;
    }

    /** The nonce of the next frame, when {@code frames} of them are about to be used. */
    long first(int frames) throws ProtocolFault {
        if (Long.compareUnsigned(frames, UNUSABLE - next) > 0) {
            throw new ProtocolFault(
                    MconnFailure.NONCES_EXHAUSTED, "next: " + Long.toUnsignedString(next));
        }
        return next;
    }

    /** Marks the next {@code frames} nonces as used. */
    void used(int frames) {
        next += frames;
    }
}
