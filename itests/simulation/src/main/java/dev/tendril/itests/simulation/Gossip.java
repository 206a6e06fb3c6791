package dev.tendril.itests.simulation;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.InboxPolicy;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.reactor.ReactorContext;
import dev.tendril.api.reactor.ReactorEvent;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A reactor without measure: it praises whoever connects to it more often than counts, and says it
 * has heard of so many others from him.
 */
final class Gossip implements Reactor {

    static final int CHANNEL = 0x68;

    private static final ChannelDescriptor<byte[]> GOSSIP =
            BadReactor.channel(CHANNEL, InboxPolicy.DROP_OLDEST);
    private static final int PRAISES = 30;
    private static final int TOLD_AT_ONCE = 250;

    private final int addresses;

    /**
     * A reactor.
     *
     * @param addresses how many it has heard of
     */
    Gossip(int addresses) {
        this.addresses = addresses;
    }

    @Override
    public List<ChannelDescriptor<?>> channels() {
        return List.of(GOSSIP);
    }

    @Override
    public void run(ReactorContext context) throws InterruptedException {
        while (true) {
            if (context.next() instanceof ReactorEvent.Up(var peer, var _)) {
                for (var i = 0; i < PRAISES; i++) {
                    context.channel(GOSSIP).report(peer.ref(), Behaviour.merit(10, "so-good"));
                }
                learn(context, peer.ref());
            }
        }
    }

    private void learn(ReactorContext context, PeerRef from) {
        for (var first = 0; first < addresses; first += TOLD_AT_ONCE) {
            context.peers()
                    .learned(
                            IntStream.range(first, first + TOLD_AT_ONCE)
                                    .mapToObj(Gossip::address)
                                    .toList(),
                            from);
        }
    }

    private static NodeAddress address(int number) {
        var host =
                "190." + (number >> 16 & 0xff) + "." + (number >> 8 & 0xff) + "." + (number & 0xff);
        return NodeAddress.networked(
                Protocol.MCONN, new NodeId(String.format("%040x", number + 1L)), host, 26_656);
    }
}
