package dev.tendril.api.reactor;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as CometBFT's configuration writes them: numbers with units, the largest first. */
final class DurationText {

    private static final Pattern WHOLE =
            Pattern.compile("(\\d{1,9}(\\.\\d{1,9})?(ns|us|ms|s|m|h))+");
    private static final Pattern PIECE =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ns|us|ms|s|m|h)");

    private DurationText() {}

    /** The duration, or empty when the text is none; {@code 0} needs no unit. */
    static Optional<Duration> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        if (text.length() > 64 || !WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        var sum = Duration.ZERO;
        var matcher = PIECE.matcher(text);
        while (matcher.find()) {
            var nanos = new BigDecimal(matcher.group(1)).multiply(unitNanos(matcher.group(2)));
            sum = sum.plus(Duration.ofNanos(nanos.longValue()));
        }
        return Optional.of(sum);
    }

    private static BigDecimal unitNanos(String unit) {
        return BigDecimal.valueOf(
                switch (unit) {
                    case "ns" -> 1L;
                    case "us" -> 1_000L;
                    case "ms" -> 1_000_000L;
                    case "s" -> 1_000_000_000L;
                    case "m" -> 60_000_000_000L;
                    case "h" -> 3_600_000_000_000L;
                    default ->
                            throw new IllegalStateException("unit is not in the pattern: " + unit);
                });
    }
}
