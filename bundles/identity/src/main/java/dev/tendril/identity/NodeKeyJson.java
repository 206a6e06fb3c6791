package dev.tendril.identity;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PublicKey;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** The text of a node key file (wire.md 1.2). Unknown members are ignored, as in Go. */
final class NodeKeyJson {

    private static final String TYPE = "tendermint/PrivKeyEd25519";
    private static final int KEY_LENGTH_BYTES =
            Ed25519Identity.SEED_LENGTH_BYTES + PublicKey.LENGTH_BYTES;

    private NodeKeyJson() {}

    static byte[] write(Ed25519Identity identity, NodeKeyFormat format) {
        var key = identity.privateKeyBytes();
        var value = Base64.getEncoder().encodeToString(key);
        Arrays.fill(key, (byte) 0);
        var id =
                switch (format) {
                    case COMETBFT -> "";
                    case TENDERMINT_035 -> "\"id\":\"" + identity.nodeId() + "\",";
                };
        var text =
                "{" + id + "\"priv_key\":{\"type\":\"" + TYPE + "\",\"value\":\"" + value + "\"}}";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The identity in {@code bytes}; {@code file} is only named in what is thrown. */
    static Ed25519Identity read(byte[] bytes, Path file) throws NodeKeyException {
        Map<String, Object> root;
        try {
            root = JsonText.object(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonText.SyntaxException e) {
            throw new NodeKeyException("node key is not JSON (" + e.getMessage() + ")", file);
        }
        if (!(root.get("priv_key") instanceof Map<?, ?> key)) {
            throw new NodeKeyException("node key has no object priv_key", file);
        }
        if (!TYPE.equals(key.get("type"))) {
            throw new NodeKeyException("node key is not of type " + TYPE, file);
        }
        var identity = identity(decoded(key.get("value"), file), file);
        checkId(root, identity.nodeId(), file);
        return identity;
    }

    private static byte[] decoded(@Nullable Object value, Path file) throws NodeKeyException {
        try {
            if (value instanceof String text) {
                var bytes = Base64.getDecoder().decode(text);
                if (bytes.length == KEY_LENGTH_BYTES && text.length() % 4 == 0) {
                    return bytes;
                }
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below: the text of a key is shown to nobody.
        }
        throw new NodeKeyException("node key value is not padded Base64 of 64 bytes", file);
    }

    private static Ed25519Identity identity(byte[] key, Path file) throws NodeKeyException {
        var seed = Arrays.copyOf(key, Ed25519Identity.SEED_LENGTH_BYTES);
        var publicHalf = Arrays.copyOfRange(key, seed.length, key.length);
        var identity = Ed25519Identity.fromSeed(seed);
        Arrays.fill(seed, (byte) 0);
        Arrays.fill(key, (byte) 0);
        if (!identity.publicKey().equals(PublicKey.of(publicHalf))) {
            throw new NodeKeyException(
                    "node key's public half does not fit its private half", file);
        }
        return identity;
    }

    private static void checkId(Map<String, Object> root, NodeId nodeId, Path file)
            throws NodeKeyException {
        if (root.containsKey("id") && !nodeId.hex().equals(root.get("id"))) {
            throw new NodeKeyException("node key has another id than its key: " + nodeId, file);
        }
    }
}
