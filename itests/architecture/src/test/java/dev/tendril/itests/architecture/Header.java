package dev.tendril.itests.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An OSGi header's clauses: for each path its attributes and directives, quotes removed. */
final class Header {
    private Header() {}

    static Map<String, Map<String, String>> parse(String header) {
        Map<String, Map<String, String>> clauses = new LinkedHashMap<>();
        for (String clause : split(header, ',')) {
            List<String> paths = new ArrayList<>();
            Map<String, String> attributes = new LinkedHashMap<>();
            for (String part : split(clause, ';')) {
                int equals = outside(part, '=');
                if (equals < 0) {
                    paths.add(part.strip());
                } else {
                    attributes.put(
                            part.substring(0, equals).strip(),
                            unquoted(part.substring(equals + 1).strip()));
                }
            }
            paths.stream()
                    .filter(path -> !path.isEmpty())
                    .forEach(path -> clauses.put(path, attributes));
        }
        return clauses;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        for (int at = outside(rest, separator); at >= 0; at = outside(rest, separator)) {
            parts.add(rest.substring(0, at));
            rest = rest.substring(at + 1);
        }
        parts.add(rest);
        return parts;
    }

    /** Where a character first stands outside quotes, or -1. */
    private static int outside(String text, char wanted) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (c == wanted && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static String unquoted(String text) {
        return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    }
}
