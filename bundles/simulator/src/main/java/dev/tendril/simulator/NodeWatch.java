package dev.tendril.simulator;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.peer.PeerManagerClosedException;
import dev.tendril.api.peer.PeerUpdate;
import dev.tendril.peermanager.NodePeerManager;
import dev.tendril.peermanager.PeerManagerOptions;
import dev.tendril.peermanager.Step;
import dev.tendril.support.thread.TaskScope;

import java.time.Duration;
import java.util.List;

/**
 * Writes what a node's peer manager does and decides into the trace, and sees that invariants hold:
 * after each step what a step can break, now and then and at the end all that is shown.
 */
final class NodeWatch {

    private static final Duration LOOK_INTERVAL = Duration.ofMinutes(1);

    private final World world;
    private final String name;
    private final NodePeerManager peerManager;
    private final TaskScope scope;
    private final Invariants steps;
    private final Invariants told = new Invariants();

    NodeWatch(World world, String name, NodePeerManager peerManager, PeerManagerOptions options) {
        this.world = world;
        this.name = name;
        this.peerManager = peerManager;
        this.steps = Invariants.of(options);
        this.scope =
                new TaskScope(
                        world.scheduler().threads(),
                        (thread, failure) -> world.scheduler().fail(failure));
        peerManager.observe(this::step);
    }

    /** The options change: what holds from now on are their limits. */
    void options(PeerManagerOptions options) {
        steps.options(options);
    }

    void start() {
        scope.fork("watch-peers-" + name, this::watchPeers);
        scope.fork("watch-" + name, this::look);
    }

    /** With the peer manager's lock held. */
    private void step(Step step) {
        for (var change : step.changes()) {
            world.event(name + " " + world.nameOf(change.nodeId()) + " is " + change.state());
        }
        for (var decision : step.decisions()) {
            world.event(name + " " + decision);
        }
        for (var update : step.updates()) {
            world.event(name + " tells " + line(update));
            fail(steps.told(update));
        }
        fail(steps.holds(step.figures()));
    }

    /** What reaches a subscriber is in order too. */
    private void watchPeers() throws InterruptedException {
        try (var updates = peerManager.subscribe()) {
            while (true) {
                var update = updates.next();
                world.event(name + " " + line(update));
                fail(told.told(update));
            }
        } catch (PeerManagerClosedException end) {
            world.event(name + " closed");
        }
    }

    private String line(PeerUpdate update) {
        return switch (update) {
            case PeerUpdate.Up up -> "up " + nameOf(up.ref()) + " " + up.peer().direction().brief();
            case PeerUpdate.Down down -> "down " + nameOf(down.ref()) + " " + down.reason();
        };
    }

    private String nameOf(PeerRef ref) {
        return world.nameOf(ref.nodeId()) + "#" + ref.connection();
    }

    private void fail(List<String> problems) {
        if (!problems.isEmpty()) {
            world.scheduler()
                    .fail(
                            new AssertionError(
                                    "invariant is broken, node: " + name + ", " + problems));
        }
    }

    private void look() throws InterruptedException {
        while (true) {
            world.scheduler().timers().sleep(LOOK_INTERVAL);
            fail(Invariants.shown(peerManager.snapshot()));
        }
    }

    void end() {
        scope.close();
        fail(Invariants.shown(peerManager.snapshot()));
    }
}
