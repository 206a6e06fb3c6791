package dev.tendril.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as CometBFT's configuration writes them: numbers with units, the largest first. */
final class DurationText {

    private static final Pattern WHOLE =
            Pattern.compile("(\\d{1,9}(\\.\\d{1,9})?(ns|us|µs|ms|s|m|h))+");
    private static final Pattern PIECE =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ns|us|µs|ms|s|m|h)");
    private static final int LENGTH_MAX = 64;

    private DurationText() {}

    /** In milliseconds, rounded up; empty when the text is none; {@code 0} needs no unit. */
    static Optional<Long> millis(String text) {
        if (text.equals("0")) {
            return Optional.of(0L);
        }
        if (text.length() > LENGTH_MAX || !WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        var sum = BigDecimal.ZERO;
        var matcher = PIECE.matcher(text);
        while (matcher.find()) {
            sum = sum.add(new BigDecimal(matcher.group(1)).multiply(unitMillis(matcher.group(2))));
        }
        return Optional.of(sum.setScale(0, RoundingMode.CEILING).longValue());
    }

    private static BigDecimal unitMillis(String unit) {
        return switch (unit) {
            case "ns" -> new BigDecimal("0.000001");
            case "us", "µs" -> new BigDecimal("0.001");
            case "ms" -> BigDecimal.ONE;
            case "s" -> BigDecimal.valueOf(1_000);
            case "m" -> BigDecimal.valueOf(60_000);
            case "h" -> BigDecimal.valueOf(3_600_000);
            default -> throw new IllegalStateException("unit is not in the pattern: " + unit);
        };
    }
}
