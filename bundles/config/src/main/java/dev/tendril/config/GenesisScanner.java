package dev.tendril.config;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * Finds the chain id in a genesis file, which may be larger than our memory: it is read as a
 * stream, and only the top level is looked at.
 */
final class GenesisScanner {

    private static final int TEXT_MAX = 256;

    private final Reader in;

    GenesisScanner(Reader in) {
        this.in = in;
    }

    /** The text of {@code chain_id} on the top level. */
    Optional<String> chainId() throws IOException {
        var depth = 0;
        var text = "";
        var isName = false;
        for (var c = in.read(); c >= 0; c = in.read()) {
            switch (c) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case '"' -> {
                    var next = string();
                    if (isName && depth == 1) {
                        return Optional.of(next).filter(id -> !id.isEmpty());
                    }
                    text = next;
                }
                case ':' -> isName = depth == 1 && text.equals("chain_id");
                case ',' -> isName = false;
                default -> {
                    // White space, numbers and words of JSON do not matter here.
                }
            }
        }
        return Optional.empty();
    }

    /** The string whose opening quote was read, up to a length that no chain id has. */
    private String string() throws IOException {
        var text = new StringBuilder();
        for (var c = in.read(); c >= 0 && c != '"'; c = in.read()) {
            var letter = c == '\\' ? in.read() : c;
            if (text.length() < TEXT_MAX) {
                text.append((char) letter);
            }
        }
        return text.toString();
    }
}
