package dev.tendril.itests.benchmarks;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * One measurement.
 *
 * @param messageBytes size of each message
 * @param messages how many arrived, each of them checked
 * @param elapsed from the first message sent to the last one received
 */
record Result(int messageBytes, long messages, Duration elapsed) {

    /** The one in the middle of an odd number of results, by what they deliver. */
    static Result median(List<Result> results) {
        return results.stream()
                .sorted(Comparator.comparingLong(Result::messagesPerSecond))
                .toList()
                .get(results.size() / 2);
    }

    long messagesPerSecond() {
        return messages * 1_000_000_000L / Math.max(1, elapsed.toNanos());
    }

    long mebibytesPerSecond() {
        return messagesPerSecond() * messageBytes >> 20;
    }

    @Override
    public String toString() {
        return "%,d B: %,d messages/s, %,d MiB/s"
                .formatted(messageBytes, messagesPerSecond(), mebibytesPerSecond());
    }
}
