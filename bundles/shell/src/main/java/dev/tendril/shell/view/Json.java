package dev.tendril.shell.view;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Writes JSON: maps, collections, texts, numbers, booleans; an empty {@link Optional} is {@code
 * null}. One space after colons and commas, each element of an outermost array on its own line.
 */
public final class Json {

    private Json() {}

    /** The JSON of {@code value}; anything but the types named above is our bug. */
    public static String text(Object value) {
        var out = new StringBuilder();
        if (value instanceof Collection<?> elements) {
            lines(elements, out);
        } else {
            write(value, out);
        }
        return out.append('\n').toString();
    }

    private static void lines(Collection<?> elements, StringBuilder out) {
        out.append('[');
        var separator = "\n  ";
        for (var element : elements) {
            out.append(separator);
            write(element, out);
            separator = ",\n  ";
        }
        out.append(elements.isEmpty() ? "]" : "\n]");
    }

    private static void write(Object value, StringBuilder out) {
        switch (value) {
            case Map<?, ?> map -> object(map, out);
            case Collection<?> elements -> array(elements, out);
            case Optional<?> optional ->
                    optional.ifPresentOrElse(v -> write(v, out), () -> out.append("null"));
            case Boolean truth -> out.append(truth);
            case Integer number -> out.append(number);
            case Long number -> out.append(number);
            case Double number -> out.append(number(number));
            case String text -> string(text, out);
            default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        }
    }

    /** As JSON has it: whole numbers without point; what is no number is {@code null}. */
    private static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "null";
        }
        var whole = (long) value;
        return whole == value ? Long.toString(whole) : Double.toString(value);
    }

    private static void object(Map<?, ?> map, StringBuilder out) {
        out.append('{');
        var separator = "";
        for (var entry : map.entrySet()) {
            out.append(separator);
            string(entry.getKey().toString(), out);
            out.append(": ");
            write(entry.getValue(), out);
            separator = ", ";
        }
        out.append('}');
    }

    private static void array(Collection<?> elements, StringBuilder out) {
        out.append('[');
        var separator = "";
        for (var element : elements) {
            out.append(separator);
            write(element, out);
            separator = ", ";
        }
        out.append(']');
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        text.chars().forEach(c -> character((char) c, out));
        out.append('"');
    }

    private static void character(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029) {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
