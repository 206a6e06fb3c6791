package dev.tendril.reactor.pex;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.peer.Peers;
import dev.tendril.api.reactor.Settings;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;
import dev.tendril.testkit.node.TestNodes;
import dev.tendril.testkit.reactor.FakeChannel;
import dev.tendril.testkit.reactor.FakeReactorContext;
import dev.tendril.testkit.time.ManualTimers;
import dev.tendril.wire.proto.pex.NetAddress;
import dev.tendril.wire.proto.pex.PexAddrs;
import dev.tendril.wire.proto.pex.PexRequest;
import dev.tendril.wire.proto.pex.PexUrlRequest;

import org.junit.jupiter.api.AfterEach;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A reactor in a world of fakes, for the tests that follow. */
abstract class PexWorld {

    static final Message V1_REQUEST = PexRequest.getDefaultInstance();
    static final Message URL_REQUEST = PexUrlRequest.getDefaultInstance();
    static final Peers.Known ENOUGH = new Peers.Known(1_000, 500, 10, false);

    final ManualTimers timers = new ManualTimers();
    private final List<Throwable> failures = new ArrayList<>();
    private final TaskScope scope =
            new TaskScope(Threads.virtual(), (name, failure) -> failures.add(failure));
    FakeReactorContext context = new FakeReactorContext(timers, Settings.NONE, 1);
    FakeChannel<Message> channel = context.fakeChannel(PexReactor.CHANNEL);

    @AfterEach
    void endsWhenInterrupted() {
        scope.close();
        assertTrue(failures.isEmpty(), failures::toString);
    }

    void start() throws InterruptedException {
        scope.fork("pex", () -> new PexReactor().run(context));
        context.awaitIdle();
    }

    static PeerInfo peer(int number, Direction direction, int... channels) {
        var peer = TestNodes.peer(number, channels);
        var remote =
                new Endpoint.Networked(Protocol.MCONN, InetAddress.ofLiteral("192.0.2.7"), 40_000);
        return new PeerInfo(peer.ref(), peer.node(), direction, remote);
    }

    static PeerInfo listening(PeerInfo peer, String address) {
        var node = peer.node().withListenAddress(address);
        return new PeerInfo(peer.ref(), node, peer.direction(), peer.remote());
    }

    void up(PeerInfo peer) throws InterruptedException {
        context.up(peer);
        context.awaitIdle();
    }

    void receive(PeerInfo from, Message message) throws InterruptedException {
        context.received(from, PexReactor.CHANNEL.id(), message);
        context.awaitIdle();
    }

    static FakeChannel.Sent<Message> sent(PeerInfo to, Message message) {
        return new FakeChannel.Sent<>(Optional.of(to.ref()), message);
    }

    static PexAddrs addrs(int count) {
        var answer = PexAddrs.newBuilder();
        for (int i = 0; i < count; i++) {
            answer.addAddrs(
                    NetAddress.newBuilder()
                            .setId(TestNodes.id(1_000 + i).hex())
                            .setIp("192.0.2." + i % 256)
                            .setPort(26656));
        }
        return answer.build();
    }

    List<String> offences() {
        return channel.reports().stream()
                .map(FakeChannel.Report::behaviour)
                .filter(Behaviour.Offence.class::isInstance)
                .map(Behaviour.Offence.class::cast)
                .map(offence -> offence.severity() + " " + offence.reason().code())
                .toList();
    }
}
