package dev.tendril.peermanager.policy;

import dev.tendril.api.channel.Behaviour.Severity;

/**
 * What behaviour is worth, in points.
 *
 * @param halfLifeNanos after this time half of a standing is forgotten
 * @param max highest standing; one below what a persistent peer shows
 * @param min lowest standing
 * @param evictBelow a standing this low ends the connection of a peer that is not persistent
 * @param minor points of a minor offence
 * @param major points of a major offence
 * @param fatal points of an offence that ends the connection
 * @param failure points of a failed dial
 * @param meritBurst merit points that one source may give at once
 * @param meritIntervalNanos time after which it may give one more
 */
public record StandingRules(
        long halfLifeNanos,
        long max,
        long min,
        long evictBelow,
        long minor,
        long major,
        long fatal,
        long failure,
        int meritBurst,
        long meritIntervalNanos) {

    /** What a persistent peer shows as its score. */
    public static final long PERSISTENT = 1_000;

    /** Half-life of six hours; three major offences in short time end a connection. */
    public static final StandingRules DEFAULT =
            new StandingRules(
                    21_600_000_000_000L,
                    PERSISTENT - 1,
                    -PERSISTENT,
                    -40,
                    2,
                    15,
                    30,
                    1,
                    20,
                    30_000_000_000L);

    /** How many points an offence of {@code severity} takes. */
    public long points(Severity severity) {
        return switch (severity) {
            case MINOR -> minor;
            case MAJOR -> major;
            case FATAL, BAN -> fatal;
        };
    }
}
