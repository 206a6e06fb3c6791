package dev.tendril.testkit.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The vectors of the peer protocol: exact bytes, and inputs that must be refused (wire.md, appendix
 * A).
 */
public final class Vectors {

    private Vectors() {}

    /** All of them, read anew. */
    public static JsonValue load() {
        try (InputStream in = Vectors.class.getResourceAsStream("vectors.json")) {
            if (in == null) {
                throw new IllegalStateException("resource is missing, name: vectors.json");
            }
            return JsonValue.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
