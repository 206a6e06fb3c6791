package dev.tendril.itests.simulation;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.transport.Connection;
import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimNode;
import dev.tendril.simulator.SimStranger;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Somebody who keeps to the protocol and lies within it: connects, stays, and answers each question
 * with addresses that it makes up. Whoever dials it is let in and told the same.
 */
final class Liar {

    private static final Duration AGAIN = Duration.ofSeconds(20);

    private final SimNetwork network;
    private final SimStranger self;
    private final int number;
    private final Supplier<List<NodeAddress>> lies;

    /**
     * A liar that does nothing yet.
     *
     * @param number under which of its names
     * @param lies what it tells next
     */
    Liar(SimNetwork network, SimStranger self, int number, Supplier<List<NodeAddress>> lies) {
        this.network = network;
        this.self = self;
        this.number = number;
        this.lies = lies;
    }

    /** Connects to a node, again and again. */
    void haunt(SimNode victim) {
        network.script(
                "liar-" + self.name() + "-" + victim.name(),
                () -> {
                    while (true) {
                        try {
                            answer(self.connect(victim, number, UnaryOperator.identity()));
                        } catch (IOException refused) {
                            // The victim has had enough; it comes again.
                        }
                        network.timers().sleep(AGAIN);
                    }
                });
    }

    /** Lets in whoever dials it. */
    void lieInWait() {
        network.script(
                "lair-" + self.name(),
                () -> {
                    while (true) {
                        try {
                            var connection = self.accept();
                            network.script("prey-" + self.name(), () -> receive(connection));
                        } catch (IOException gone) {
                            return;
                        }
                    }
                });
    }

    private void receive(Connection connection) throws InterruptedException {
        try {
            self.shakeHands(connection, number, UnaryOperator.identity());
            answer(connection);
        } catch (IOException refused) {
            // As it is.
        }
    }

    private void answer(Connection connection) throws IOException, InterruptedException {
        try (connection) {
            while (true) {
                var message = connection.receiveMessage();
                if (message.channel().equals(Pex.CHANNEL) && Pex.isRequest(message.bytes())) {
                    connection.sendMessage(Pex.CHANNEL, Pex.answer(lies.get()));
                }
            }
        }
    }
}
