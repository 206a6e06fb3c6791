package dev.tendril.peermanager;

import java.time.Duration;

/**
 * How a node finds out what there is to addresses that nobody has verified: it dials only so many
 * of them, whatever others tell, and when it has as many connections as it may open it still looks,
 * now and then, whether somebody lives at one (a feeler: it says hello and leaves). So a flood of
 * invented addresses costs little, and a node that needs a new peer knows some that were there
 * lately. Seeds do it in their own way, see {@link Crawl}. Immutable.
 *
 * @param feelers feelers in progress; 0: none
 * @param feelerInterval least time between two feelers; not negative
 * @param hearsayBurst dials of unverified addresses that are allowed at once; positive
 * @param hearsayInterval after which one more is allowed; zero: as many as there are places
 */
public record Probing(
        int feelers, Duration feelerInterval, int hearsayBurst, Duration hearsayInterval) {

    /** A feeler every half minute; 64 dials into the unknown at once and one a second later on. */
    public static final Probing USUAL =
            new Probing(1, Duration.ofSeconds(30), 64, Duration.ofSeconds(1));

    /** No feelers, and no limit of dials but the places. */
    public static final Probing OFF = new Probing(0, Duration.ZERO, 1, Duration.ZERO);

    public Probing {
        OptionRules.checkNotNegative("feelers", Duration.ofSeconds(feelers));
        OptionRules.checkNotNegative("feeler_interval", feelerInterval);
        OptionRules.checkPositive("hearsay_dial_burst", hearsayBurst);
        OptionRules.checkNotNegative("hearsay_dial_interval", hearsayInterval);
    }
}
