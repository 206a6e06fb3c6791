package dev.tendril.testkit.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.AddressFormatException;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.address.PublicKey;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.testkit.vectors.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;
import java.util.stream.Stream;

/** Ids, keys and protocols as texts. */
final class NodeIdTest {

    private static final String HEX = "00112233445566778899aabbccddeeff00112233";

    static Stream<JsonValue> identities() {
        return Vectors.load().get("identity").list().stream();
    }

    @ParameterizedTest
    @MethodSource("identities")
    @Covers("ID-02")
    void nodeId_ofAPublicKey_isTheKnownOne(JsonValue vector) {
        var key = PublicKey.of(vector.get("public_key").bytes());
        assertEquals(vector.get("node_id").text(), key.nodeId().hex());
    }

    @Test
    @Covers("ID-01")
    void parse_lowers() throws AddressFormatException {
        assertEquals(new NodeId(HEX), NodeId.parse(HEX.toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo",
                "0011223344556677889900aabbccddeeff00112",
                "00112233445566778899aabbccddeeff001122330",
                "0g112233445566778899aabbccddeeff00112233",
                "00112233445566778899aabbccddeeff0011223\uff13",
            })
    @Covers({"ID-01", "ID-03", "ID-04"})
    void parse_whatIsNoId_isRefused(String text) {
        assertThrows(AddressFormatException.class, () -> NodeId.parse(text));
        assertFalse(NodeId.isValid(text));
        assertThrows(IllegalArgumentException.class, () -> new NodeId(text));
    }

    @Test
    @Covers("ID-04")
    void isValid_onlyInLowerCase() {
        assertTrue(NodeId.isValid(HEX));
        assertFalse(NodeId.isValid(HEX.toUpperCase(Locale.ROOT)));
    }

    @Test
    void publicKey_copiesItsBytes() {
        var bytes = new byte[PublicKey.LENGTH_BYTES];
        var key = PublicKey.of(bytes);
        bytes[0] = 1;
        key.bytes()[1] = 1;
        assertEquals(PublicKey.of(new byte[PublicKey.LENGTH_BYTES]), key);
        assertThrows(IllegalArgumentException.class, () -> PublicKey.of(new byte[31]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a b", "+a", "a/", "abcdefghijklmnopqrstuvwxyz0123456"})
    void protocol_parse_whatIsNoScheme_isRefused(String text) {
        assertThrows(AddressFormatException.class, () -> Protocol.parse(text));
    }
}
