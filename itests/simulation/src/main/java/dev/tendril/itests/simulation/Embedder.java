package dev.tendril.itests.simulation;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.InboxPolicy;
import dev.tendril.api.channel.SendResult;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.router.ChannelInUseException;
import dev.tendril.api.router.OpenChannel;
import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A program around two nodes that opens a channel by itself, as the ADR has it, and uses it. */
final class Embedder {

    private static final int CHANNEL = 0x70;
    private static final int MESSAGES = 300;
    private static final int NUMBERS = 100;

    /** What is sent. */
    static final List<Integer> SENT =
            IntStream.range(0, MESSAGES).map(i -> i % NUMBERS).boxed().toList();

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SimNetwork network;
    private final SimNode from;
    private final SimNode to;

    Embedder(SimNetwork network, SimNode from, SimNode to) {
        this.network = network;
        this.from = from;
        this.to = to;
    }

    /** Sends numbers from one to the other; what arrived, in order. */
    List<Integer> exchange() throws Exception {
        var out = network.call(() -> open(from));
        var in = network.call(() -> open(to));
        // The extension tells the others of the new channel.
        network.runFor(Duration.ofSeconds(5));
        var arrived = new ArrayList<Integer>();
        network.script("embedder", () -> send(out));
        network.call(() -> receive(in, arrived));
        network.call(
                () -> {
                    out.broadcast(new byte[] {0});
                    out.close();
                    in.close();
                    return true;
                });
        return arrived;
    }

    /** Whether a second one is refused the channel. */
    boolean isExclusive() throws Exception {
        return network.call(
                () -> {
                    try (var first = open(from);
                            var second = open(from)) {
                        return false;
                    } catch (ChannelInUseException refused) {
                        return true;
                    }
                });
    }

    private static OpenChannel<byte[]> open(SimNode node) throws ChannelInUseException {
        return node.router().openChannel(BadReactor.channel(CHANNEL, InboxPolicy.LOSSLESS));
    }

    private PeerRef refOfReceiver() {
        return from.peers().connected().stream()
                .map(PeerInfo::ref)
                .filter(ref -> ref.nodeId().equals(to.id()))
                .findFirst()
                .orElseThrow();
    }

    private void send(OpenChannel<byte[]> out) throws InterruptedException {
        var ref = refOfReceiver();
        for (var i = 0; i < MESSAGES; i++) {
            var result =
                    out.send(
                            ref,
                            new byte[] {(byte) (i % NUMBERS)},
                            network.timers().deadlineIn(PATIENCE));
            if (result != SendResult.QUEUED) {
                throw new AssertionError("message was not sent: " + result);
            }
        }
    }

    private boolean receive(OpenChannel<byte[]> in, List<Integer> arrived) throws Exception {
        while (arrived.size() < MESSAGES) {
            var message = in.receive(network.timers().deadlineIn(PATIENCE));
            if (message.isEmpty()) {
                return false;
            }
            arrived.add((int) message.get().message()[0]);
        }
        return true;
    }
}
