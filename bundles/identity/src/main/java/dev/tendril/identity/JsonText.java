package dev.tendril.identity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON text (RFC 8259) into maps, lists, strings and {@link Literal}s. Small, strict and
 * only for the few files of a node's own owner. A member that occurs twice is an error.
 */
final class JsonText {

    private static final int DEPTH_MAX = 16;
    private static final String NUMBER = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?";

    /** A number, {@code true}, {@code false} or {@code null}, as it is written. */
    record Literal(String text) {}

    /** A text is not JSON; says where, and nothing of the text. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1L;

        SyntaxException(String problem, int at) {
            super(problem + " at character " + at);
        }
    }

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    /** The members of the object that {@code text} is. */
    static Map<String, Object> object(String text) throws SyntaxException {
        var reader = new JsonText(text);
        reader.skipBlanks();
        var object = reader.readObject(0);
        reader.skipBlanks();
        if (reader.at < text.length()) {
            throw reader.syntax("text after the end");
        }
        return object;
    }

    private Object readValue(int depth) throws SyntaxException {
        if (depth > DEPTH_MAX) {
            throw syntax("too deep");
        }
        skipBlanks();
        return switch (peek()) {
            case '{' -> readObject(depth);
            case '[' -> readArray(depth);
            case '"' -> readString();
            default -> readLiteral();
        };
    }

    private Map<String, Object> readObject(int depth) throws SyntaxException {
        expect('{');
        var members = new LinkedHashMap<String, Object>();
        skipBlanks();
        if (accept('}')) {
            return members;
        }
        do {
            skipBlanks();
            var name = readString();
            skipBlanks();
            expect(':');
            if (members.put(name, readValue(depth + 1)) != null) {
                throw syntax("member twice");
            }
            skipBlanks();
        } while (accept(','));
        expect('}');
        return members;
    }

    private List<Object> readArray(int depth) throws SyntaxException {
        expect('[');
        var elements = new ArrayList<>();
        skipBlanks();
        if (accept(']')) {
            return elements;
        }
        do {
            elements.add(readValue(depth + 1));
            skipBlanks();
        } while (accept(','));
        expect(']');
        return elements;
    }

    private String readString() throws SyntaxException {
        expect('"');
        var value = new StringBuilder();
        while (peek() != '"') {
            var c = text.charAt(at++);
            if (c < 0x20) {
                throw syntax("control character in a string");
            }
            value.append(c == '\\' ? readEscape() : c);
        }
        at++;
        return value.toString();
    }

    private char readEscape() throws SyntaxException {
        var c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> readUnicode();
            default -> throw syntax("unknown escape");
        };
    }

    private char readUnicode() throws SyntaxException {
        var end = at + 4;
        if (end > text.length() || !text.substring(at, end).matches("[0-9a-fA-F]{4}")) {
            throw syntax("escape without four hex digits");
        }
        var code = (char) Integer.parseInt(text, at, end, 16);
        at = end;
        return code;
    }

    private Literal readLiteral() throws SyntaxException {
        var start = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        var word = text.substring(start, at);
        if (!word.matches("true|false|null|" + NUMBER)) {
            throw syntax("unknown word");
        }
        return new Literal(word);
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws SyntaxException {
        if (at >= text.length()) {
            throw syntax("unexpected end");
        }
        return text.charAt(at);
    }

    private boolean accept(char c) {
        var there = at < text.length() && text.charAt(at) == c;
        if (there) {
            at++;
        }
        return there;
    }

    private void expect(char c) throws SyntaxException {
        if (peek() != c) {
            throw syntax("expected " + c);
        }
        at++;
    }

    private SyntaxException syntax(String problem) {
        return new SyntaxException(problem, at);
    }
}
