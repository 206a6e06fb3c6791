package dev.tendril.peermanager;

import java.time.Duration;

/**
 * How a seed goes round the network: it dials whom it has heard of to see that they are there, asks
 * them, and leaves. Persistent and unconditional peers are not visited but kept. Immutable.
 *
 * @param visit how long a connection to a stranger lasts that we opened; positive
 * @param revisit least time between two dials of one stranger; positive
 * @param dialInterval least time between two dials of strangers; positive
 * @param blockInterval least time between two dials into one block of addresses, /24 of IPv4 and
 *     /48 of IPv6; not below {@code dialInterval}
 */
public record Crawl(
        Duration visit, Duration revisit, Duration dialInterval, Duration blockInterval) {

    /**
     * Five dials a second, one in five seconds into the same block, so that no provider takes it
     * for a scan.
     */
    public static final Crawl POLITE =
            new Crawl(
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(10),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(5));

    public Crawl {
        OptionRules.checkPositive("seed_visit", visit.toNanos());
        OptionRules.checkPositive("seed_revisit", revisit.toNanos());
        OptionRules.checkPositive("seed_dial_interval", dialInterval.toNanos());
        OptionRules.checkAtLeast(
                "seed_block_interval", blockInterval, "seed_dial_interval", dialInterval);
    }
}
