package dev.tendril.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.testkit.Covers;
import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.testkit.vectors.Vectors;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;

/** The text of key files: the known ones, and every reason to refuse one (wire.md 1.2). */
final class NodeKeyJsonTest {

    private static final Path FILE = Path.of("node_key.json");

    static Stream<JsonValue> identities() {
        return Vectors.load().get("identity").list().stream();
    }

    private static JsonValue first() {
        return Vectors.load().get("identity").list().getFirst();
    }

    private static Ed25519Identity read(String text) throws NodeKeyException {
        return NodeKeyJson.read(text.getBytes(StandardCharsets.UTF_8), FILE);
    }

    private static String refusal(String text) {
        return assertThrows(NodeKeyException.class, () -> read(text)).getMessage();
    }

    @ParameterizedTest
    @MethodSource("identities")
    @Covers("ID-02")
    void read_ofEitherForm_givesTheKnownKey(JsonValue vector) throws NodeKeyException {
        for (var form : new String[] {"v034_cometbft", "v035_tenderdash_sei"}) {
            var identity = read(vector.get("node_key_json_" + form).text());
            assertArrayEquals(vector.get("public_key").bytes(), identity.publicKey().bytes());
            assertEquals(vector.get("node_id").text(), identity.nodeId().hex());
        }
    }

    @ParameterizedTest
    @MethodSource("identities")
    void write_ofEitherForm_givesTheKnownText(JsonValue vector) {
        var identity = Ed25519Identity.fromSeed(vector.get("seed").bytes());
        assertEquals(
                vector.get("node_key_json_v034_cometbft").text(),
                text(identity, NodeKeyFormat.COMETBFT));
        assertEquals(
                vector.get("node_key_json_v035_tenderdash_sei").text(),
                text(identity, NodeKeyFormat.TENDERMINT_035));
        assertArrayEquals(vector.get("private_key_64").bytes(), identity.privateKeyBytes());
    }

    private static String text(Ed25519Identity identity, NodeKeyFormat format) {
        return new String(NodeKeyJson.write(identity, format), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @MethodSource("identities")
    void sign_isVerifiedByThePublicKey(JsonValue vector) {
        var identity = Ed25519Identity.fromSeed(vector.get("seed").bytes());
        var message = "challenge".getBytes(StandardCharsets.US_ASCII);
        var signature = identity.sign(message);
        assertTrue(
                Ed25519.verify(
                        signature, 0, identity.publicKey().bytes(), 0, message, 0, message.length));
        message[0]++;
        assertFalse(
                Ed25519.verify(
                        signature, 0, identity.publicKey().bytes(), 0, message, 0, message.length));
    }

    @Test
    void read_ignoresMembersItDoesNotKnow() throws NodeKeyException {
        var known = first().get("node_key_json_v034_cometbft").text();
        var more =
                "\t{ \"a\" : [1, {\"b\": null}, \"\\u0041\\n\\\"\"], \"c\": -1.5e3 , "
                        + known.substring(1)
                        + "\r\n";
        assertEquals(first().get("node_id").text(), read(more).nodeId().hex());
    }

    @Test
    void read_ofAnotherId_isRefused() {
        var text = first().get("node_key_json_v035_tenderdash_sei").text();
        var id = first().get("node_id").text();
        assertTrue(refusal(text.replace(id, id.replace('f', 'e'))).contains("another id"));
        assertTrue(refusal(text.replace("\"" + id + "\"", "1")).contains("another id"));
    }

    @Test
    void read_ofAnotherType_isRefused() {
        var text = first().get("node_key_json_v034_cometbft").text();
        var other = text.replace("PrivKeyEd25519", "PrivKeySecp256k1");
        assertTrue(refusal(other).contains("tendermint/PrivKeyEd25519"));
    }

    @Test
    void read_ofAPublicHalfThatDoesNotFit_isRefused() {
        var key = first().get("private_key_64").bytes();
        key[63] ^= 1;
        assertTrue(refusal(withKey(key)).contains("does not fit"));
    }

    @Test
    void read_ofAnotherLength_isRefused() {
        assertTrue(refusal(withKey(new byte[32])).contains("64 bytes"));
        assertTrue(refusal(withKey(new byte[65])).contains("64 bytes"));
        var text = first().get("node_key_json_v034_cometbft").text();
        assertTrue(refusal(text.replace("==", "")).contains("64 bytes"));
        assertTrue(refusal(text.replace("==", "!!")).contains("64 bytes"));
    }

    private static String withKey(byte[] key) {
        return "{\"priv_key\":{\"type\":\"tendermint/PrivKeyEd25519\",\"value\":\""
                + Base64.getEncoder().encodeToString(key)
                + "\"}}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "null",
                "{\"priv_key\":null}",
                "{\"priv_key\":[]}",
                "{\"priv_key\":{}}",
                "{\"priv_key\":{\"type\":\"tendermint/PrivKeyEd25519\"}}",
                "{\"priv_key\":{\"type\":\"tendermint/PrivKeyEd25519\",\"value\":7}}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1}x",
                "{\"a\":01}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u00g0\"}",
                "{\"a\":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}",
            })
    void read_ofWhatIsNoKeyFile_isRefusedInOneLine(String text) {
        var refusal = refusal(text);
        assertTrue(refusal.endsWith(", file: node_key.json"), refusal);
        assertFalse(refusal.contains("\n"), refusal);
    }

    @Test
    void refusals_neverShowAPartOfTheKey() {
        var text = first().get("node_key_json_v034_cometbft").text();
        var value = text.replaceAll(".*value\":\"(.{10}).*", "$1");
        for (var broken :
                new String[] {
                    text.replace("==", ""),
                    text.substring(0, text.length() - 3),
                    text.replace("PrivKey", "Other"),
                    text + "x",
                }) {
            assertFalse(refusal(broken).contains(value));
        }
    }
}
