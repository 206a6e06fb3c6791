package dev.tendril.testkit.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tendril.api.address.AddressFormatException;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.testkit.vectors.Vectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/** Every address of the vectors is read, written or refused as other implementations do it. */
final class AddressVectorsTest {

    private static Stream<JsonValue> vectors(String name) {
        return Vectors.load().get("addresses").get(name).list().stream();
    }

    static Stream<JsonValue> urls() {
        return vectors("v035_ok");
    }

    static Stream<String> notUrls() {
        return vectors("v035_bad").map(JsonValue::text);
    }

    static Stream<JsonValue> legacy() {
        return vectors("legacy_ok");
    }

    static Stream<String> notLegacy() {
        return vectors("legacy_bad").map(JsonValue::text);
    }

    @ParameterizedTest
    @MethodSource("urls")
    @Covers({"AD-01", "AD-02", "AD-03", "AD-04", "AD-05"})
    void parse_url_givesTheParts(JsonValue vector) throws AddressFormatException {
        var address = NodeAddress.parse(vector.get("input").text());
        var expected = vector.get("expect");
        assertEquals(expected.get("protocol").text(), address.protocol().name());
        assertEquals(expected.get("id").text(), address.nodeId().hex());
        assertEquals(expected.get("host").text(), address.host());
        assertEquals(expected.get("port").intValue(), address.port());
        assertEquals(expected.get("path").text(), address.path());
    }

    @ParameterizedTest
    @MethodSource("urls")
    @Covers("AD-11")
    void toString_ofUrl_isTheKnownText(JsonValue vector) throws AddressFormatException {
        var address = NodeAddress.parse(vector.get("input").text());
        var formatted = vector.get("formatted").text();
        if (address.host().contains(":") && address.port() == 0) {
            // The original leaves the brackets out where it cannot read the text again.
            formatted = formatted.replace(address.host(), "[" + address.host() + "]");
        }
        assertEquals(formatted, address.toString());
    }

    @ParameterizedTest
    @MethodSource("notUrls")
    @Covers({"AD-06", "W8.3-7", "W8.3-7a"})
    void parse_whatIsNoUrl_isRefused(String text) {
        assertThrows(AddressFormatException.class, () -> NodeAddress.parse(text));
    }

    @ParameterizedTest
    @MethodSource("legacy")
    @Covers("NA-01")
    void parseLegacy_givesTheParts(JsonValue vector) throws AddressFormatException {
        var address = NodeAddress.parseLegacy(vector.get("input").text());
        var expected = vector.get("expect").list();
        assertEquals(expected.get(0).text(), address.nodeId().hex());
        assertEquals(expected.get(1).text(), address.host());
        assertEquals(expected.get(2).intValue(), address.port());
    }

    @ParameterizedTest
    @MethodSource("notLegacy")
    @Covers({"NA-01", "W8.3-7", "W8.3-7b"})
    void parseLegacy_whatIsNoAddress_isRefused(String text) {
        assertThrows(AddressFormatException.class, () -> NodeAddress.parseLegacy(text));
    }
}
