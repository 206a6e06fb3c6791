package dev.tendril.peermanager.policy;

/**
 * What a peer has earned: points that halve with each half-life. Immutable.
 *
 * @param points at {@code atNanos}
 * @param atNanos when they were last changed, not negative
 */
public record Standing(double points, long atNanos) {

    /** Of a stranger. */
    public static final Standing NONE = new Standing(0, 0);

    private static final double NOTHING = 0.01;

    /** Keeps the logarithm of the smallest points positive. */
    private static final double OFFSET = 16;

    private static final double LN_2 = StrictMath.log(2);

    /** The points that are left at {@code nowNanos}. */
    public double at(long nowNanos, StandingRules rules) {
        if (points == 0 || nowNanos <= atNanos) {
            return points;
        }
        var left = points * StrictMath.exp(-LN_2 * (nowNanos - atNanos) / rules.halfLifeNanos());
        return Math.abs(left) < NOTHING ? 0 : left;
    }

    /** As a whole number, to show and to compare. */
    public long score(long nowNanos, StandingRules rules) {
        return Math.round(at(nowNanos, rules));
    }

    /** With {@code change} points more, within the bounds. */
    public Standing plus(double change, long nowNanos, StandingRules rules) {
        var sum = at(nowNanos, rules) + change;
        return new Standing(Math.max(rules.min(), Math.min(rules.max(), sum)), nowNanos);
    }

    /**
     * A number that orders standings as their points do at any one time: as all halve alike, the
     * order of two never changes by itself, so an index by this number stays right without being
     * touched.
     */
    public double rank(StandingRules rules) {
        if (Math.abs(points) < NOTHING) {
            return 0;
        }
        var magnitude =
                OFFSET
                        + StrictMath.log(Math.abs(points)) / LN_2
                        + (double) atNanos / rules.halfLifeNanos();
        return points > 0 ? magnitude : -magnitude;
    }
}
