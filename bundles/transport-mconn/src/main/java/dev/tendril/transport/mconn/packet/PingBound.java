package dev.tendril.transport.mconn.packet;

import dev.tendril.transport.mconn.reason.MconnFailure;
import dev.tendril.transport.mconn.reason.ProtocolFault;

/**
 * How many pings a peer may send: so many in each window of time (wire.md 4.6). Belongs to the
 * receiving thread.
 */
public final class PingBound {

    private final int pingsMax;
    private final long windowNanos;
    private long windowEndNanos;
    private int pings;

    /** At most {@code pingsMax} pings in {@code windowNanos}. */
    public PingBound(int pingsMax, long windowNanos) {
        this.pingsMax = pingsMax;
        this.windowNanos = windowNanos;
    }

    /** Counts a ping. */
    public void ping(long nowNanos) throws ProtocolFault {
        if (pings == 0 || nowNanos >= windowEndNanos) {
            pings = 0;
            windowEndNanos = nowNanos + windowNanos;
        }
        pings++;
        if (pings > pingsMax) {
            throw new ProtocolFault(MconnFailure.PING_FLOOD, "limit: " + pingsMax);
        }
    }
}
