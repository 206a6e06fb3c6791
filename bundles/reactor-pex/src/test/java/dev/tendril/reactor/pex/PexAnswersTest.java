package dev.tendril.reactor.pex;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.DecodeException;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.node.TestNodes;
import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.testkit.vectors.Vectors;
import dev.tendril.wire.proto.pex.NetAddress;
import dev.tendril.wire.proto.pex.PexAddrs;
import dev.tendril.wire.proto.pex.PexRequest;
import dev.tendril.wire.proto.pex.PexUrl;
import dev.tendril.wire.proto.pex.PexUrlRequest;
import dev.tendril.wire.proto.pex.PexUrlResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Lists of addresses: known bytes, limits, and entries that are no addresses. */
final class PexAnswersTest {

    private static final String ID = TestNodes.id(0xa).hex();
    private static final Endpoint REMOTE =
            new Endpoint.Networked(Protocol.MCONN, InetAddress.ofLiteral("192.0.2.9"), 26656);
    private static final Endpoint LOCAL = new Endpoint.Local(Protocol.MEMORY, ID);

    private static JsonValue vectors(String dialect) {
        return Vectors.load().get("pex").get(dialect);
    }

    private static byte[] encoded(Message message) {
        return PexReactor.CHANNEL.codec().encode(message);
    }

    private static Message decoded(JsonValue bytes) throws DecodeException {
        return PexReactor.CHANNEL.codec().decode(bytes.bytes());
    }

    private static NetAddress entry(String id, String ip, long port) {
        return NetAddress.newBuilder().setId(id).setIp(ip).setPort((int) port).build();
    }

    private static PexUrl url(String url) {
        return PexUrl.newBuilder().setUrl(url).build();
    }

    private static List<NodeAddress> addresses(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                NodeAddress.networked(
                                        Protocol.MCONN,
                                        TestNodes.id(i),
                                        "10.1." + i / 250 + "." + (1 + i % 250),
                                        26656))
                .toList();
    }

    @Test
    void codec_ofV1_hasTheKnownBytes() throws DecodeException {
        var known = vectors("v034_cometbft_and_v035_legacy");
        assertArrayEquals(known.get("request").bytes(), encoded(Dialect.V1.request()));
        assertArrayEquals(
                known.get("addrs_empty").bytes(), encoded(PexAnswers.write(Dialect.V1, List.of())));
        var answer = PexAddrs.newBuilder();
        for (var fields : known.get("addrs_fields").list()) {
            var field = fields.list();
            answer.addAddrs(
                    entry(field.get(0).text(), field.get(1).text(), field.get(2).intValue()));
        }
        assertArrayEquals(known.get("addrs").bytes(), encoded(answer.build()));
        assertEquals(answer.build(), decoded(known.get("addrs")));
        assertEquals(PexRequest.getDefaultInstance(), decoded(known.get("request")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v035_v2_and_sei", "tenderdash_envelope"})
    void codec_ofUrls_hasTheKnownBytes(String dialect) throws DecodeException {
        var known = vectors(dialect);
        assertArrayEquals(known.get("request").bytes(), encoded(Dialect.URL.request()));
        var answer = PexUrlResponse.newBuilder();
        known.get("urls").list().forEach(u -> answer.addAddresses(url(u.text())));
        assertArrayEquals(known.get("response").bytes(), encoded(answer.build()));
        assertEquals(answer.build(), decoded(known.get("response")));
        assertEquals(PexUrlRequest.getDefaultInstance(), decoded(known.get("request")));
    }

    @Test
    void write_ofTheVectorsAddresses_hasTheKnownBytes() throws Exception {
        var known = vectors("v035_v2_and_sei");
        var addresses = new ArrayList<NodeAddress>();
        for (var url : known.get("urls").list()) {
            addresses.add(NodeAddress.parse(url.text()));
        }
        assertArrayEquals(
                known.get("response").bytes(), encoded(PexAnswers.write(Dialect.URL, addresses)));
    }

    @Test
    @Covers({"PX-06", "N-PEX-05"})
    void write_ofManyAddresses_tellsAHundred() {
        var v1 = (PexAddrs) PexAnswers.write(Dialect.V1, addresses(110));
        assertEquals(100, v1.getAddrsCount());
        var urls = (PexUrlResponse) PexAnswers.write(Dialect.URL, addresses(110));
        assertEquals(100, urls.getAddressesCount());
    }

    /** What we send anybody can take, be it our kind or the strictest of the others. */
    @Test
    @Covers({"N-PEX-10", "D-1"})
    void write_ofLongAddresses_staysWithinTheSmallestLimit() {
        var id = TestNodes.id(1);
        var path = "/" + "x".repeat(1_000);
        var address = new NodeAddress(Protocol.MCONN, id, "192.0.2.1", 1, path);
        var answer = PexAnswers.write(Dialect.URL, Collections.nCopies(100, address));
        assertTrue(((PexUrlResponse) answer).getAddressesCount() > 20);
        assertTrue(encoded(answer).length <= 25_600);
        assertTrue(PexAnswers.SENT_MAX <= PexAnswers.ACCEPTED_MAX);
        assertTrue(PexAnswers.SENT_MAX_BYTES <= PexReactor.MESSAGE_MAX_BYTES);
    }

    /** CometBFT bans whoever sends an entry that is no IP address with a port. */
    @ParameterizedTest
    @CsvSource({
        "mconn://ID@192.0.2.1:5, 192.0.2.1, 5",
        "tcp://ID@[2001:db8::1]:5, 2001:db8::1, 5",
        "mconn://ID@192.0.2.1, 192.0.2.1, 26656",
    })
    void write_inV1_ofIpAddresses_tellsThemWithAPort(String url, String ip, int port)
            throws Exception {
        var address = NodeAddress.parse(url.replace("ID", ID));
        var answer = (PexAddrs) PexAnswers.write(Dialect.V1, List.of(address));
        assertEquals(List.of(entry(ID, ip, port)), answer.getAddrsList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mconn://ID@host.example:5",
                "mconn://ID@192.0.2.1:5/path",
                "memory:ID",
                "quic://ID@192.0.2.1:5",
                "mconn://ID@[fe80::1%25eth0]:5",
                "mconn://ID@192.0.2:5",
                "mconn://ID@192.0.2.01:5",
            })
    void write_inV1_ofOtherAddresses_leavesThemOut(String url) throws Exception {
        var address = NodeAddress.parse(url.replace("ID", ID));
        var answer = (PexAddrs) PexAnswers.write(Dialect.V1, List.of(address));
        assertEquals(0, answer.getAddrsCount());
    }

    @ParameterizedTest
    @CsvSource({
        "ID, 1.2.3, 5",
        "ID, 1.2.3.4.5, 5",
        "ID, 256.1.1.1, 5",
        "ID, 01.2.3.4, 5",
        "ID, host.example, 5",
        "ID, '', 5",
        "ID, fe80::1%eth0, 5",
        "ID, :::1, 5",
        "ID, [::1], 5",
        "ID, 1.2.3.4, 0",
        "ID, 1.2.3.4, 65536",
        "ID, 1.2.3.4, 4294967295",
        "'', 1.2.3.4, 5",
        "xx, 1.2.3.4, 5",
        "zz00000000000000000000000000000000000000, 1.2.3.4, 5",
    })
    @Covers({"W8.3-6", "W8.3-6d", "W8.3-6e", "W8.3-6f"})
    void read_ofV1_skipsAndCountsWhatIsNoAddress(String id, String ip, long port) {
        var good = entry(ID, "1.2.3.4", 5);
        var bad = entry(id.replace("ID", ID), ip, port);
        var told = PexAnswers.read(PexAddrs.newBuilder().addAddrs(bad).addAddrs(good).build());
        assertEquals(1, told.malformed());
        assertEquals(2, told.total());
        assertEquals(
                List.of(NodeAddress.networked(Protocol.MCONN, new NodeId(ID), "1.2.3.4", 5)),
                told.addresses());
    }

    @Test
    void read_ofV1_lowersIds() {
        var id = "ABCDEF" + ID.substring(6);
        var told = PexAnswers.read(PexAddrs.newBuilder().addAddrs(entry(id, "::1", 5)).build());
        assertEquals("mconn://abcdef" + ID.substring(6) + "@[::1]:5", "" + told.addresses().get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "mconn://ID@1.2.3.4:5, mconn://ID@1.2.3.4:5",
        "tcp://ID@1.2.3.4:5, tcp://ID@1.2.3.4:5",
        "ID@[::1]:5, mconn://ID@[::1]:5",
        "mconn://ID@1.2.3.4, mconn://ID@1.2.3.4:26656",
    })
    void read_ofUrls_givesThemWithAPort(String url, String expected) {
        var told =
                PexAnswers.read(
                        PexUrlResponse.newBuilder()
                                .addAddresses(url(url.replace("ID", ID)))
                                .build(),
                        REMOTE);
        assertEquals(expected.replace("ID", ID), told.addresses().getFirst().toString());
    }

    /** Names are not looked up for a stranger (conformance N-PEX-02, wire.md 8.4). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mconn://ID@host.example:5",
                "mconn://ID@localhost:5",
                "mconn://ID@1.2.3.4:5/path",
                "memory:ID",
            })
    @Covers({"N-PEX-02", "D-37", "W8.4-2"})
    void read_ofUrls_leavesOutNamesPathsAndOtherMachinesMemory(String url) {
        var told =
                PexAnswers.read(
                        PexUrlResponse.newBuilder()
                                .addAddresses(url(url.replace("ID", ID)))
                                .build(),
                        REMOTE);
        assertEquals(List.of(), told.addresses());
        assertEquals(0, told.malformed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mconn://ID@1.2.3.4:65536",
                "mconn://foo@1.2.3.4:5",
                "mconn://ID@1.2.3.4:5\n",
                "mconn://\u0001ID@1.2.3.4:5",
                "memory:foo",
            })
    @Covers({"W8.3-6", "W8.3-6i"})
    void read_ofUrls_countsWhatIsNoAddress(String url) {
        var told =
                PexAnswers.read(
                        PexUrlResponse.newBuilder()
                                .addAddresses(url(url.replace("ID", ID)))
                                .build(),
                        REMOTE);
        assertEquals(1, told.malformed());
        assertEquals(List.of(), told.addresses());
    }

    @Test
    @Covers("N-PEX-08")
    void read_ofLocalUrls_onlyFromAPeerOfTheSameProtocol() {
        var answer =
                PexUrlResponse.newBuilder()
                        .addAddresses(url("memory:" + ID))
                        .addAddresses(url("pipe:" + ID))
                        .build();
        assertEquals(
                List.of(NodeAddress.local(Protocol.MEMORY, new NodeId(ID), "")),
                PexAnswers.read(answer, LOCAL).addresses());
        assertTrue(PexAnswers.read(answer, REMOTE).addresses().isEmpty());
    }

    @Test
    void isLiteral_asGoReadsIt() {
        for (var text : List.of("0.0.0.0", "255.255.255.255", "::", "::1", "1::2:3.4.5.6")) {
            assertTrue(IpText.isLiteral(text), text);
        }
        for (var text :
                List.of("", "1", "127.1", "0x7f.0.0.1", "::g", "1:2", "::1%1", "1.2.3.4:5")) {
            assertFalse(IpText.isLiteral(text), text);
        }
    }
}
