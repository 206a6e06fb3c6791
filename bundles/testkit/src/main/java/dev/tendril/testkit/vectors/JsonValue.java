package dev.tendril.testkit.vectors;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A value of a JSON document. What is asked for and not there is an {@link
 * IllegalArgumentException}.
 *
 * @param value a {@code Map<String, JsonValue>}, a {@code List<JsonValue>}, a text, a number as
 *     text, or a truth value
 */
public record JsonValue(Object value) {

    /** The document in {@code text}. */
    public static JsonValue parse(String text) {
        return new JsonParser(text).document();
    }

    /** The member {@code name} of an object. */
    public JsonValue get(String name) {
        JsonValue member = object().get(name);
        if (member == null) {
            throw new IllegalArgumentException("no such member, name: " + name);
        }
        return member;
    }

    /** Whether an object has the member {@code name}. */
    public boolean has(String name) {
        return object().containsKey(name);
    }

    /** The members of an object, in order. */
    @SuppressWarnings("unchecked")
    public Map<String, JsonValue> object() {
        return (Map<String, JsonValue>) cast(Map.class);
    }

    /** The elements of an array. */
    @SuppressWarnings("unchecked")
    public List<JsonValue> list() {
        return (List<JsonValue>) cast(List.class);
    }

    /** A text, or a number as it is written. */
    public String text() {
        return cast(String.class);
    }

    /** The bytes that a text writes in hex. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(text());
    }

    /** A number of 32 bits. */
    public int intValue() {
        return Integer.parseInt(text());
    }

    /** A number of 64 bits, taken as unsigned. */
    public long longValue() {
        return Long.parseUnsignedLong(text());
    }

    /** A truth value. */
    public boolean isTrue() {
        return cast(Boolean.class);
    }

    private <T> T cast(Class<T> type) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "value is no " + type.getSimpleName() + ": " + value);
        }
        return type.cast(value);
    }
}
