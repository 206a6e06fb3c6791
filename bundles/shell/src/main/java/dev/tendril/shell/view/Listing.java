package dev.tendril.shell.view;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An answer in both forms.
 *
 * @param table for people; ends with a line end, and says why when there is nothing to show
 * @param json for programs: one object for each thing shown; the names of its fields do not change
 */
public record Listing(String table, List<Map<String, Object>> json) {

    /** Checks what the components promise; collections are copied. */
    public Listing {
        json = List.copyOf(json);
    }

    /** The answers of several networks, one below the other. */
    public static Listing joined(List<Listing> parts) {
        return new Listing(
                String.join("\n", parts.stream().map(Listing::table).toList()),
                parts.stream().map(Listing::json).flatMap(List::stream).toList());
    }

    /** The same with a line that names the network before its table. */
    public Listing headed(String network) {
        return new Listing("network " + network + "\n" + table, json);
    }

    /** The text to print: {@code json} or {@code table}. */
    public String print(String output) {
        return switch (output) {
            case "json" -> Json.text(json);
            case "table" -> table;
            default -> throw new Refusal("unknown output: " + output + ", there are: table, json");
        };
    }

    /** Puts {@code first} before all. */
    static String sentence(String first, Stream<String> lines) {
        var text = new StringBuilder(first).append('\n');
        lines.forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }
}
