package dev.tendril.peermanager.book;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259) from a stream, one value at a time, into maps, lists and texts; numbers and
 * words come as the texts that stand there. Everything has a limit, as the file may be anybody's.
 */
final class JsonReader {

    /** How deep values may lie in one another. */
    static final int DEPTH_MAX = 8;

    /** Members of an object or elements of a list. */
    static final int SIZE_MAX = 64;

    /** Characters of a text. */
    static final int TEXT_MAX = 512;

    private static final int NONE = -2;

    private final Reader in;
    private int ahead = NONE;
    private long at;

    JsonReader(Reader in) {
        this.in = in;
    }

    /** The next value. */
    Object value() throws IOException {
        return value(0);
    }

    private Object value(int depth) throws IOException {
        if (depth > DEPTH_MAX) {
            throw broken("values lie too deep");
        }
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> list(depth);
            case '"' -> text();
            default -> word();
        };
    }

    private Map<String, Object> object(int depth) throws IOException {
        expect('{');
        var members = new HashMap<String, Object>();
        for (var more = !accept('}'); more; more = isMore('}')) {
            var name = text();
            expect(':');
            members.put(name, value(depth + 1));
            if (members.size() > SIZE_MAX) {
                throw broken("object is too large");
            }
        }
        return members;
    }

    private List<Object> list(int depth) throws IOException {
        expect('[');
        var elements = new ArrayList<>();
        for (var more = !accept(']'); more; more = isMore(']')) {
            elements.add(value(depth + 1));
            if (elements.size() > SIZE_MAX) {
                throw broken("list is too large");
            }
        }
        return elements;
    }

    /** After a member or element: whether another follows; takes the comma or {@code end}. */
    boolean isMore(char end) throws IOException {
        if (accept(end)) {
            return false;
        }
        expect(',');
        return true;
    }

    /** The next value, which must be a text. */
    String text() throws IOException {
        expect('"');
        var text = new StringBuilder();
        for (var c = next(); c != '"'; c = next()) {
            if (c < 0 || c < ' ' || text.length() >= TEXT_MAX) {
                throw broken("text does not end");
            }
            text.append(c == '\\' ? escaped() : (char) c);
        }
        return text.toString();
    }

    private char escaped() throws IOException {
        var c = next();
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            case '"', '\\', '/' -> (char) c;
            default -> throw broken("unknown escape");
        };
    }

    private char unicode() throws IOException {
        var code = 0;
        for (var i = 0; i < 4; i++) {
            var digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw broken("escape without four hex digits");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private String word() throws IOException {
        var word = new StringBuilder();
        while (Character.isLetterOrDigit(peekRaw()) || "+-.".indexOf(peekRaw()) >= 0) {
            if (word.length() >= TEXT_MAX) {
                throw broken("word does not end");
            }
            word.append((char) next());
        }
        if (word.isEmpty()) {
            throw broken(peekRaw() < 0 ? "file ends too early" : "no value");
        }
        return word.toString();
    }

    /** Takes {@code c}, which must follow. */
    void expect(char c) throws IOException {
        if (!accept(c)) {
            throw broken(peekRaw() < 0 ? "file ends too early" : "expected '" + c + "'");
        }
    }

    /** Takes {@code c} if it follows. */
    boolean accept(char c) throws IOException {
        if (peek() != c) {
            return false;
        }
        next();
        return true;
    }

    private int peek() throws IOException {
        while (" \t\r\n".indexOf(peekRaw()) >= 0) {
            next();
        }
        return peekRaw();
    }

    private int peekRaw() throws IOException {
        if (ahead == NONE) {
            ahead = in.read();
        }
        return ahead;
    }

    private int next() throws IOException {
        var c = peekRaw();
        ahead = NONE;
        at++;
        return c;
    }

    private BadBookException broken(String problem) {
        return new BadBookException(problem + ", character: " + at);
    }
}
