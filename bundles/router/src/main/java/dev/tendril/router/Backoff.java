package dev.tendril.router;

import java.time.Duration;

/**
 * Pauses that double up to a cap.
 *
 * @param delayMin after the first failure
 * @param delayMax longest
 */
record Backoff(Duration delayMin, Duration delayMax) {

    private static final int DOUBLINGS_MAX = 30;

    /** The pause after {@code failures} failures in a row, at least one. */
    Duration delay(int failures) {
        var doubled = delayMin.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
        return doubled.compareTo(delayMax) > 0 ? delayMax : doubled;
    }
}
