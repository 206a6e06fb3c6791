package dev.tendril.testkit.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Endpoints, their addresses and texts; partial ones of the original cannot be made here. */
final class EndpointTest {

    private static final NodeId ID = new NodeId("00112233445566778899aabbccddeeff00112233");

    /** IPv4 in IPv6 form counts as IPv4. */
    @ParameterizedTest
    @CsvSource({
        "1.2.3.4, 80, tcp://1.2.3.4:80, tcp://00112233445566778899aabbccddeeff00112233@1.2.3.4:80",
        "::ffff:1.2.3.4, 80, tcp://1.2.3.4:80,"
                + " tcp://00112233445566778899aabbccddeeff00112233@1.2.3.4:80",
        "b10c::1, 80, tcp://[b10c:0:0:0:0:0:0:1]:80,"
                + " tcp://00112233445566778899aabbccddeeff00112233@[b10c:0:0:0:0:0:0:1]:80",
        "b10c::1, 0, tcp://[b10c:0:0:0:0:0:0:1]:0,"
                + " tcp://00112233445566778899aabbccddeeff00112233@[b10c:0:0:0:0:0:0:1]",
    })
    @Covers({"EP-01", "EP-02", "EP-05", "EP-06"})
    void networked_hasTextAndAddress(String ip, int port, String text, String address)
            throws UnknownHostException {
        var endpoint = new Endpoint.Networked(Protocol.TCP, InetAddress.getByName(ip), port);
        assertEquals(text, endpoint.toString());
        assertEquals(address, endpoint.nodeAddress(ID).toString());
    }

    @Test
    @Covers({"EP-01", "EP-02", "AD-09"})
    void local_hasTextAndAddress() {
        var ofNode = new Endpoint.Local(Protocol.MEMORY, ID.hex());
        assertEquals("memory:" + ID, ofNode.toString());
        assertEquals("memory:" + ID, ofNode.nodeAddress(ID).toString());
        var file = new Protocol("file");
        assertEquals("file:///foo", new Endpoint.Local(file, "foo").toString());
        assertEquals("file:///%F0%9F%91%8B", new Endpoint.Local(file, "/\ud83d\udc4b").toString());
        assertEquals(
                "file://" + ID + "@/foo",
                new Endpoint.Local(file, "foo").nodeAddress(ID).toString());
    }

    @Test
    @Covers({"EP-03", "EP-04"})
    void constructors_refuseWhatIsNoEndpoint() throws UnknownHostException {
        var ip = InetAddress.getByName("1.2.3.4");
        assertThrows(
                IllegalArgumentException.class,
                () -> new Endpoint.Networked(Protocol.TCP, ip, 65_536));
        assertThrows(
                IllegalArgumentException.class, () -> new Endpoint.Networked(Protocol.TCP, ip, -1));
        assertThrows(IllegalArgumentException.class, () -> new Endpoint.Local(Protocol.MEMORY, ""));
        assertThrows(
                UnknownHostException.class, () -> InetAddress.getByAddress(new byte[] {1, 2, 3}));
        assertThrows(IllegalArgumentException.class, () -> new Protocol(""));
    }
}
