package dev.tendril.reactor.pex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.Behaviour.Severity;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.node.TestNodes;
import dev.tendril.wire.proto.pex.NetAddress;
import dev.tendril.wire.proto.pex.PexAddrs;
import dev.tendril.wire.proto.pex.PexUrl;
import dev.tendril.wire.proto.pex.PexUrlResponse;

import org.junit.jupiter.api.Test;

import java.util.List;

/** What the reactor answers, learns and reports. */
final class PexReactorTest extends PexWorld {

    /** A longer message ends the connection, as tests of the transports show. */
    @Test
    @Covers({"W8.3-6", "W8.3-6j"})
    void channel_isThatOfCometBft() {
        var descriptor = new PexReactor().channels().getFirst();
        assertEquals(0x00, descriptor.id().value());
        assertEquals(64_000, descriptor.messageSizeMaxBytes());
    }

    @Test
    @Covers("PX-02")
    void request_withNothingToTell_isAnsweredWithAnEmptyList() throws InterruptedException {
        start();
        var peer = peer(1, Direction.INBOUND, 0);
        up(peer);
        receive(peer, V1_REQUEST);
        assertEquals(List.of(sent(peer, PexAddrs.getDefaultInstance())), channel.sent());
    }

    @Test
    @Covers({"PX-02", "PX-11"})
    void request_isAnsweredInItsDialect() throws InterruptedException {
        var address = NodeAddress.networked(Protocol.MCONN, TestNodes.id(9), "198.51.100.1", 7);
        context.fakePeers().setAdvertised(List.of(address));
        start();
        var peer = peer(1, Direction.INBOUND, 0);
        up(peer);
        receive(peer, V1_REQUEST);
        receive(peer, URL_REQUEST);
        var entry =
                NetAddress.newBuilder()
                        .setId(TestNodes.id(9).hex())
                        .setIp("198.51.100.1")
                        .setPort(7);
        var url = PexUrl.newBuilder().setUrl(address.toString());
        assertEquals(
                List.of(
                        sent(peer, PexAddrs.newBuilder().addAddrs(entry).build()),
                        sent(peer, PexUrlResponse.newBuilder().addAddresses(url).build())),
                channel.sent());
    }

    @Test
    @Covers({"PL-02", "W8.3-6"})
    void requests_tooSoon_areReportedAndNotAnswered() throws InterruptedException {
        context.fakePeers().setKnown(ENOUGH);
        start();
        var peer = peer(1, Direction.INBOUND, 0);
        up(peer);
        receive(peer, V1_REQUEST);
        receive(peer, V1_REQUEST);
        receive(peer, V1_REQUEST);
        assertEquals(2, channel.sent().size());
        assertEquals(List.of("BAN pex-too-soon"), offences());
        assertEquals(peer.ref(), channel.reports().getFirst().from());
    }

    @Test
    @Covers("PX-11")
    void answer_inEitherDialect_isLearnedAndAMerit() throws InterruptedException {
        start();
        var peer = peer(1, Direction.OUTBOUND, 0, 0x62);
        up(peer);
        receive(peer, addrs(3));
        var learned = context.fakePeers().allLearned().getFirst();
        assertEquals(3, learned.addresses().size());
        assertEquals(peer.ref(), learned.from());
        assertEquals(List.of(), offences());
        assertEquals(Behaviour.merit(1, "pex-answer"), channel.reports().getFirst().behaviour());
    }

    @Test
    @Covers({"PX-05", "PL-03", "W8.3-6"})
    void answer_withoutRequest_isABanAndNothingIsLearned() throws InterruptedException {
        start();
        var peer = peer(1, Direction.INBOUND, 0);
        up(peer);
        receive(peer, addrs(1));
        receive(peer, PexUrlResponse.getDefaultInstance());
        assertEquals(List.of("BAN pex-unsolicited", "BAN pex-unsolicited"), offences());
        assertEquals(List.of(), context.fakePeers().allLearned());
    }

    /** 250 are the most that CometBFT sends; Tendermint 0.35 stops at 100. */
    @Test
    @Covers({"PX-07", "W8.3-6", "W8.3-6c"})
    void answer_ofMoreThan250_endsTheConnectionAndNothingIsLearned() throws InterruptedException {
        start();
        var honest = peer(1, Direction.OUTBOUND, 0);
        var other = peer(2, Direction.OUTBOUND, 0);
        up(honest);
        up(other);
        receive(honest, addrs(250));
        receive(other, addrs(251));
        assertEquals(List.of("FATAL pex-too-many"), offences());
        assertEquals(1, context.fakePeers().allLearned().size());
    }

    @Test
    @Covers({"W8.3-6", "W8.3-6g"})
    void answer_withBadEntriesAndOurselves_isLearnedWithoutThem() throws InterruptedException {
        start();
        var peer = peer(1, Direction.OUTBOUND, 0);
        up(peer);
        var self = context.self().nodeId().hex();
        receive(
                peer,
                addrs(1).toBuilder()
                        .addAddrs(NetAddress.newBuilder().setId(self).setIp("192.0.2.1").setPort(5))
                        .addAddrs(NetAddress.newBuilder().setId("x").setIp("y").setPort(5))
                        .build());
        assertEquals(1, context.fakePeers().allLearned().getFirst().addresses().size());
        assertEquals(List.of(Severity.MINOR + " pex-bad-address"), offences());
    }

    /** One may have come from others; whoever has hardly anything else to tell is no source. */
    @Test
    @Covers({"N-PEX-04", "W8.3-6"})
    void answer_ofMostlyImpossibleAddresses_isAMajorOffence() throws InterruptedException {
        start();
        var honest = peer(1, Direction.OUTBOUND, 0);
        var poisoner = peer(2, Direction.OUTBOUND, 0);
        up(honest);
        up(poisoner);
        receive(honest, addrs(1).toBuilder().addAddrs(at("224.0.0.1")).build());
        assertEquals(List.of("MINOR pex-bad-address"), offences());
        var poison = addrs(1).toBuilder();
        for (var ip : List.of("0.0.0.0", "::", "ff02::1", "255.255.255.255", "240.0.0.1", "x")) {
            poison.addAddrs(at(ip));
        }
        receive(poisoner, poison.build());
        assertEquals(List.of("MINOR pex-bad-address", "MAJOR pex-bad-address"), offences());
        for (var learned : context.fakePeers().allLearned()) {
            assertEquals(1, learned.addresses().size());
        }
    }

    private static NetAddress at(String ip) {
        return NetAddress.newBuilder()
                .setId(TestNodes.id(77).hex())
                .setIp(ip)
                .setPort(26_656)
                .build();
    }

    @Test
    void answer_thatRepeatsItself_isLearnedOnce() throws InterruptedException {
        start();
        var peer = peer(1, Direction.OUTBOUND, 0);
        up(peer);
        receive(peer, addrs(2).toBuilder().addAllAddrs(addrs(2).getAddrsList()).build());
        assertEquals(2, context.fakePeers().allLearned().getFirst().addresses().size());
        assertEquals(List.of(), offences());
    }

    /** Nothing is no reason for praise. */
    @Test
    void emptyAnswer_isNoMerit() throws InterruptedException {
        start();
        var peer = peer(1, Direction.OUTBOUND, 0);
        up(peer);
        receive(peer, PexAddrs.getDefaultInstance());
        assertEquals(List.of(), channel.reports());
    }

    /** Seed nodes do so (wire.md 5.4). */
    @Test
    void answerThenClose_isASuccess() throws InterruptedException {
        start();
        var seed = peer(1, Direction.OUTBOUND, 0);
        context.up(seed);
        context.received(seed, PexReactor.CHANNEL.id(), addrs(5));
        context.down(seed);
        context.awaitIdle();
        assertEquals(5, context.fakePeers().allLearned().getFirst().addresses().size());
        assertEquals(List.of(), offences());
    }

    @Test
    @Covers("PL-01")
    void inboundPeer_isKnownByTheAddressItDeclares() throws InterruptedException {
        start();
        up(listening(peer(1, Direction.INBOUND, 0), "tcp://198.51.100.9:1234"));
        up(listening(peer(2, Direction.OUTBOUND, 0), "tcp://198.51.100.9:1234"));
        var declared = context.fakePeers().allSelfDeclared();
        assertEquals(1, declared.size());
        assertEquals(
                "mconn://" + TestNodes.id(1) + "@198.51.100.9:1234",
                declared.getFirst().addresses().getFirst().toString());
    }

    /** Everywhere is nowhere, and names are not looked up. */
    @Test
    @Covers({"W8.4-2", "N-PEX-02"})
    void inboundPeer_thatDeclaresNoIpAddress_isLeftOut() throws InterruptedException {
        start();
        int number = 1;
        for (var address :
                List.of("tcp://0.0.0.0:26656", "[::]:26656", "name.example:26656", "1.2.3.4:0")) {
            up(listening(peer(number++, Direction.INBOUND, 0), address));
        }
        assertEquals(List.of(), context.fakePeers().allSelfDeclared());
    }
}
