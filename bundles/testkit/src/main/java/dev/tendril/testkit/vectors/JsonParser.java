package dev.tendril.testkit.vectors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON that is known to be well formed; anything else fails somehow. */
final class JsonParser {

    private final String text;
    private int at;

    JsonParser(String text) {
        this.text = text;
    }

    JsonValue document() {
        JsonValue value = value();
        skipSpace();
        if (at != text.length()) {
            throw new IllegalArgumentException("text after the document, offset: " + at);
        }
        return value;
    }

    private JsonValue value() {
        skipSpace();
        return switch (text.charAt(at)) {
            case '{' -> new JsonValue(object());
            case '[' -> new JsonValue(array());
            case '"' -> new JsonValue(string());
            case 't' -> literal("true", Boolean.TRUE);
            case 'f' -> literal("false", Boolean.FALSE);
            case 'n' -> literal("null", "");
            default -> new JsonValue(number());
        };
    }

    private Map<String, JsonValue> object() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        at++;
        while (!ends('}')) {
            skipSpace();
            String name = string();
            expect(':');
            members.put(name, value());
        }
        return members;
    }

    private List<JsonValue> array() {
        List<JsonValue> elements = new ArrayList<>();
        at++;
        while (!ends(']')) {
            elements.add(value());
        }
        return elements;
    }

    /** Whether the closing bracket comes; steps over it, or over the comma. */
    private boolean ends(char bracket) {
        skipSpace();
        if (text.charAt(at) == bracket) {
            at++;
            return true;
        }
        if (text.charAt(at) == ',') {
            at++;
        }
        return false;
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            out.append(c == '\\' ? escaped() : c);
        }
        at++;
        return out.toString();
    }

    private char escaped() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            default -> c;
        };
    }

    private String number() {
        int from = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (from == at) {
            throw new IllegalArgumentException("no value, offset: " + at);
        }
        return text.substring(from, at);
    }

    private JsonValue literal(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw new IllegalArgumentException("no value, offset: " + at);
        }
        at += word.length();
        return new JsonValue(value);
    }

    private void expect(char c) {
        skipSpace();
        if (text.charAt(at) != c) {
            throw new IllegalArgumentException("expected " + c + ", offset: " + at);
        }
        at++;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
