package dev.tendril.peermanager.policy;

/**
 * How often connections may arrive from one place, before anybody has proved who he is. One address
 * (a /64 of IPv6) may bring a burst and then one connection in each interval; the networks around
 * it more, so that neighbours of a flood still get in, but not without end (N-CT-03).
 *
 * @param burst connections of one address at once, at least 1
 * @param intervalNanos after which one address may bring one more; 0: as often as it likes
 */
public record ArrivalRules(int burst, long intervalNanos) {

    /** Addresses and networks that are remembered at most. */
    public static final int PLACES_MAX = 65_536;

    /** The widths of networks that are counted; the wider ones may bring more. */
    public enum Width {
        /** One address, one customer. */
        ADDRESS(32, 64, 1),
        /** One site. */
        SITE(24, 48, 4),
        /** One provider. */
        PROVIDER(16, 32, 16);

        private final int v4Bits;
        private final int v6Bits;
        private final int share;

        Width(int v4Bits, int v6Bits, int share) {
            this.v4Bits = v4Bits;
            this.v6Bits = v6Bits;
            this.share = share;
        }

        /** The leading bits of an address of {@code lengthBytes}. */
        public int bits(int lengthBytes) {
            return lengthBytes == 4 ? v4Bits : v6Bits;
        }
    }

    /** Whether nothing is limited. */
    public boolean isOff() {
        return intervalNanos == 0;
    }

    /** How long one arrival keeps a network of {@code width} busy. */
    public long costNanos(Width width) {
        return Math.max(1, intervalNanos / width.share);
    }

    /** How far a network of {@code width} may be ahead of its pace. */
    public long toleranceNanos(Width width) {
        return costNanos(width) * ((long) burst * width.share - 1);
    }
}
