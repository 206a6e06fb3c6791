package dev.tendril.peermanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.PeerManagerClosedException;
import dev.tendril.api.peer.PeerUpdate;
import dev.tendril.api.peer.PeerUpdates;
import dev.tendril.api.time.Deadline;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Subscriptions. */
@Timeout(120) // a lost wake-up fails, it does not hang
class SubscriptionTest {

    private static final Who A = Who.of(1);

    private static List<String> drained(PeerUpdates updates) throws Exception {
        var texts = new ArrayList<String>();
        for (var u = updates.next(new Deadline(0));
                u.isPresent();
                u = updates.next(new Deadline(0))) {
            texts.add(u.get().getClass().getSimpleName() + " " + u.get().ref());
        }
        return texts;
    }

    @Test
    @Covers({"PMS-01", "PMS-02", "PMS-03"})
    void subscriber_hearsUpAndDown_andNothingElse() throws Exception {
        try (var m = new Manager(o -> o)) {
            var updates = m.node.subscribe();
            var in = m.connectIn(A);
            var heard = new ArrayList<>(drained(updates));
            m.disconnect(in);
            heard.addAll(drained(updates));

            m.node.dial(A.address());
            var out = m.connectOut(m.node.dialNext(), A);
            heard.addAll(drained(updates));
            m.node.errored(out, Behaviour.offence(Behaviour.Severity.FATAL, "bad", ""), "test");
            m.node.evictNext();
            heard.addAll(drained(updates));
            m.disconnect(out);
            heard.addAll(drained(updates));

            m.node.dial(A.address());
            m.node.dialFailed(m.node.dialNext(), Reason.of("refused"), Blame.NOBODY);
            heard.addAll(drained(updates));
            assertEquals(List.of("Up " + in, "Down " + in, "Up " + out, "Down " + out), heard);
        }
    }

    @Test
    @Covers({"PMS-04", "PMS-05"})
    void closedSubscription_hearsNothing_othersGoOn() throws Exception {
        try (var m = new Manager(o -> o)) {
            var all = List.of(m.node.subscribe(), m.node.subscribe(), m.node.subscribe());
            var ref = m.connectIn(A);
            for (var updates : all) {
                assertEquals(List.of("Up " + ref), drained(updates));
            }
            all.get(1).close();
            m.disconnect(ref);
            assertEquals(List.of("Down " + ref), drained(all.get(0)));
            assertEquals(List.of("Down " + ref), drained(all.get(2)));
            assertThrows(PeerManagerClosedException.class, () -> drained(all.get(1)));
            assertEquals(2, m.node.snapshot().gauges().get("subscriptions"));
        }
    }

    @Test
    @Covers({"PMS-07", "I-11", "I-12", "D-43"})
    void subscribersThatReadNowAndThen_endWithTheTruth() throws Exception {
        var random = Seeds.random(SubscriptionTest.class);
        try (var m = new Manager(o -> o.duplicateIp(true))) {
            var views = new ArrayList<View>();
            var live = new TreeMap<Integer, PeerRef>();
            for (var step = 0; step < 2_000; step++) {
                var who = 1 + random.nextInt(10);
                if (live.containsKey(who)) {
                    m.disconnect(live.remove(who));
                } else {
                    live.put(who, m.connectIn(Who.of(who)));
                }
                if (views.size() < 5 && random.nextInt(100) == 0) {
                    views.add(new View(m.node.subscribe()));
                }
                if (!views.isEmpty() && random.nextInt(10) == 0) {
                    views.get(random.nextInt(views.size())).read();
                }
            }
            var truth = new TreeMap<NodeId, PeerRef>();
            live.values().forEach(ref -> truth.put(ref.nodeId(), ref));
            for (var view : views) {
                view.read();
                assertEquals(truth, view.connected);
            }
            assertTrue(views.size() > 1);
        }
    }

    /** What a reactor believes after what it has read; complains about anything out of order. */
    private static final class View {
        private final PeerUpdates updates;
        private final Map<NodeId, PeerRef> connected = new TreeMap<>();

        private View(PeerUpdates updates) {
            this.updates = updates;
        }

        private void read() throws Exception {
            for (var u = updates.next(new Deadline(0));
                    u.isPresent();
                    u = updates.next(new Deadline(0))) {
                switch (u.get()) {
                    case PeerUpdate.Up up -> {
                        var before = connected.put(up.ref().nodeId(), up.ref());
                        assertEquals(null, before, "Up without Down before: " + up.ref());
                    }
                    case PeerUpdate.Down down ->
                            assertEquals(down.ref(), connected.remove(down.ref().nodeId()));
                }
            }
        }
    }
}
