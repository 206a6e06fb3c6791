package dev.tendril.shell.view;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Numbers as a table has room for them: {@code 12.1K}, {@code 3d04h}. */
final class Units {

    private static final int UNIT_BYTES = 1_024;
    private static final String UNIT_NAMES = "KMGTPE";
    private static final double LARGE = 99.95;

    private Units() {}

    /** {@code 999}, {@code 12.1K}, {@code 340M}: at most five characters. */
    static String bytes(long bytes) {
        if (bytes < 1_000) {
            return Long.toString(bytes);
        }
        var scaled = (double) bytes / UNIT_BYTES;
        var unit = 0;
        while (scaled >= 999.5) {
            scaled /= UNIT_BYTES;
            unit++;
        }
        var format = scaled < LARGE ? "%.1f%c" : "%.0f%c";
        return String.format(Locale.ROOT, format, scaled, UNIT_NAMES.charAt(unit));
    }

    /** The two largest units: {@code 42s}, {@code 5m07s}, {@code 3h04m}, {@code 3d04h}. */
    static String time(Duration duration) {
        if (duration.toMillis() < 1_000) {
            return duration.toMillis() + "ms";
        }
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + "s";
        }
        if (duration.toHours() < 1) {
            return pair(duration.toMinutes(), "m", duration.toSecondsPart(), "s");
        }
        if (duration.toDays() < 1) {
            return pair(duration.toHours(), "h", duration.toMinutesPart(), "m");
        }
        return pair(duration.toDays(), "d", duration.toHoursPart(), "h");
    }

    /** As {@link #time(Duration)}; {@code -} when there is none. */
    static String time(Optional<Duration> duration) {
        return duration.map(Units::time).orElse("-");
    }

    /** Milliseconds with one decimal below ten: {@code 0.4}, {@code 41}; {@code -} for none. */
    static String millis(Optional<Duration> duration) {
        return duration.map(d -> d.toNanos() / 1e6)
                .map(ms -> String.format(Locale.ROOT, ms < 10 ? "%.1f" : "%.0f", ms))
                .orElse("-");
    }

    /** Seconds as JSON has them, or empty. */
    static Optional<Double> seconds(Optional<Duration> duration) {
        return duration.map(Units::seconds);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private static String pair(long large, String largeUnit, int small, String smallUnit) {
        return large + largeUnit + String.format(Locale.ROOT, "%02d", small) + smallUnit;
    }
}
