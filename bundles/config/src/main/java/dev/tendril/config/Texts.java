package dev.tendril.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Values of configuration as text, and texts compared. */
final class Texts {

    private static final int SHOWN_MAX = 120;

    private Texts() {}

    /** The value as one line that is safe to show. */
    static String printable(Object value) {
        var text = value instanceof String s ? '"' + s + '"' : value.toString();
        return oneLine(text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text);
    }

    /** The text without line breaks and other control characters. */
    static String oneLine(String shown) {
        var clean = new StringBuilder(shown.length());
        shown.chars().forEach(c -> clean.append(c < 0x20 || c == 0x7f ? '?' : (char) c));
        return clean.toString();
    }

    /** A list as it is, a text cut at its commas; blank items are dropped. */
    static List<String> items(Object value) {
        var items = new ArrayList<String>();
        if (value instanceof Collection<?> list) {
            list.forEach(item -> items.add(item.toString().strip()));
        } else {
            items.addAll(List.of(value.toString().split(",", -1)));
        }
        return items.stream().map(String::strip).filter(item -> !item.isEmpty()).toList();
    }

    /** The known text that is nearest to {@code text}, if one is near enough to be meant. */
    static Optional<String> nearest(String text, Collection<String> known) {
        var best = Optional.<String>empty();
        var bestDistance = Math.max(2, text.length() / 3) + 1;
        for (var candidate : known) {
            var distance = distance(text, candidate);
            if (distance < bestDistance) {
                best = Optional.of(candidate);
                bestDistance = distance;
            }
        }
        return best;
    }

    /** How many letters must be changed, added or left out. */
    private static int distance(String a, String b) {
        var previous = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var current = new int[b.length() + 1];
            current[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] =
                        Math.min(
                                Math.min(current[j - 1], previous[j]) + 1,
                                previous[j - 1] + change);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
