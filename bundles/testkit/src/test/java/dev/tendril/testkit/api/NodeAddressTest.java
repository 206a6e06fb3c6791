package dev.tendril.testkit.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.AddressFormatException;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Node addresses beyond the vectors: round trips, limits, what may be built. */
final class NodeAddressTest {

    private static final NodeId ID = new NodeId("00112233445566778899aabbccddeeff00112233");
    private static final int ROUNDS = 20_000;

    @Test
    @Covers("AD-14")
    void parse_ofTheTextOfAnyAddress_givesTheAddress() throws AddressFormatException {
        var random = Seeds.random(NodeAddressTest.class);
        for (int i = 0; i < ROUNDS; i++) {
            var address = anyAddress(random);
            assertEquals(address, NodeAddress.parse(address.toString()), address::toString);
        }
    }

    private static NodeAddress anyAddress(RandomGenerator random) {
        var host =
                random.nextInt(8) == 0
                        ? ""
                        : text(random, "ab0.-_~[]:%!$&'()*+,;=<>\"é\u4e16", 1 + random.nextInt(12));
        var port = host.isEmpty() || random.nextInt(4) == 0 ? 0 : random.nextInt(65_536);
        var path = random.nextBoolean() ? "" : "/" + text(random, "aZ0/?#%&é\n \"*", 10);
        var protocol = List.of(Protocol.MCONN, Protocol.MEMORY, Protocol.TCP);
        return new NodeAddress(protocol.get(random.nextInt(3)), ID, host, port, path);
    }

    private static String text(RandomGenerator random, String alphabet, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    @Covers("W8.3-7")
    void parse_ofAnyText_givesAnAddressOrAnAddressFormatException() {
        var random = Seeds.random(NodeAddressTest.class);
        for (int i = 0; i < ROUNDS; i++) {
            var text = text(random, "mc:/@[]%2580#?.é\u0001 " + ID.hex().charAt(i % 40), 30);
            var mixed = random.nextBoolean() ? text : text.replaceFirst("@", ID + "@");
            for (var candidate : List.of(mixed, "mconn://" + ID + "@" + text)) {
                try {
                    var address = NodeAddress.parse(candidate);
                    assertEquals(
                            address.toString(), NodeAddress.parse(address.toString()).toString());
                } catch (AddressFormatException refused) {
                    assertFalse(refused.getMessage().contains("\u0001"));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mconn://ID@h%C3",
                "mconn://ID@host/%FF",
                "mconn://ID@host#%zz",
                "mconn://ID:%zz@host",
                "mconn://ID@host:99999999999999999999",
                "thisprotocolnameiswaytoolongtobeaprotocol://ID@host",
            })
    @Covers("AD-06")
    void parse_whatTheVectorsDoNotHave_isRefused(String text) {
        assertThrows(
                AddressFormatException.class,
                () -> NodeAddress.parse(text.replace("ID", ID.hex())));
    }

    @Test
    void parse_ofALongText_isRefused() {
        var text = "mconn://" + ID + "@host/" + "x".repeat(NodeAddress.LENGTH_MAX);
        var refused = assertThrows(AddressFormatException.class, () -> NodeAddress.parse(text));
        assertTrue(refused.getMessage().length() < 200);
        assertThrows(AddressFormatException.class, () -> NodeAddress.parseLegacy(text));
    }

    @ParameterizedTest
    @CsvSource({
        "ID@Host:1, host, 1",
        "ID@[FE80::1]:0, fe80::1, 0",
        "any://ID@h:26656://x, h, 26656",
        "ID@h:00080, h, 80",
    })
    @Covers("W8.4-6")
    void parseLegacy_lowersAndDropsTheScheme(String text, String host, int port)
            throws AddressFormatException {
        var upper = text.replace("ID", ID.hex().toUpperCase(Locale.ROOT));
        assertEquals(
                NodeAddress.networked(Protocol.MCONN, ID, host, port),
                NodeAddress.parseLegacy(upper));
    }

    @Test
    @Covers("W8.3-7")
    void parseLegacy_ofAnyText_givesAnAddressOrAnAddressFormatException() {
        var random = Seeds.random(NodeAddressTest.class);
        for (int i = 0; i < ROUNDS; i++) {
            var text = ID + "@" + text(random, "h[]:%5@ /?#é\u0001\\A", 8) + ":5";
            try {
                var address = NodeAddress.parseLegacy(text);
                assertEquals(address, NodeAddress.parseLegacy(ID + "@" + address.hostPort()));
            } catch (AddressFormatException refused) {
                assertFalse(refused.getMessage().contains("\u0001"));
            }
        }
    }

    @Test
    @Covers("AD-11")
    void toString_ofLocalAddresses_namesTheIdOrThePath() {
        assertEquals("memory:" + ID, NodeAddress.local(Protocol.MEMORY, ID, ID.hex()).toString());
        assertEquals("memory:" + ID, NodeAddress.local(Protocol.MEMORY, ID, "").toString());
        assertEquals(
                "memory://" + ID + "@/a%3Fb",
                NodeAddress.local(Protocol.MEMORY, ID, "a?b").toString());
    }

    @Test
    @Covers("AD-12")
    void constructor_refusesWhatNoAddressHas() {
        for (var host : List.of("Host", "a b", "a/b", "a@b", "a?b", "a\\b", "a\nb")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new NodeAddress(Protocol.MCONN, ID, host, 1, ""));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new NodeAddress(Protocol.MCONN, ID, "", 1, ""));
        assertThrows(
                IllegalArgumentException.class,
                () -> new NodeAddress(Protocol.MCONN, ID, "h", 65_536, ""));
        assertFalse(new NodeAddress(Protocol.MCONN, ID, "", 0, "").isNetworked());
    }

    @Test
    void hostPort_hasBracketsForIpv6() throws AddressFormatException {
        assertEquals("[::1]:5", NodeAddress.parse("mconn://" + ID + "@[::1]:5").hostPort());
        assertEquals("h:0", NodeAddress.parse(ID + "@h").hostPort());
        assertEquals(ID.hex(), NodeAddress.parse("memory:" + ID).hostPort());
    }
}
