package dev.tendril.peermanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.admission.AdmissionFilter;
import dev.tendril.api.admission.Verdict;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.peer.Screening;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Vetoes of other bundles. */
@Timeout(120) // a lost wake-up fails, it does not hang
class FiltersTest {

    private static final Who A = Who.of(1);
    private static final Who B = Who.of(2);
    private static final Verdict NO = new Verdict.Deny(new Reason("not-today", "sorry"));

    private static AdmissionFilter atTheDoor(Verdict verdict) {
        return new AdmissionFilter() {
            @Override
            public Verdict screen(Endpoint remote) {
                return verdict;
            }
        };
    }

    private static AdmissionFilter admitting(Verdict verdict, List<String> asked, String name) {
        return new AdmissionFilter() {
            @Override
            public Verdict admit(NodeInfo peer, Endpoint remote, Direction direction) {
                asked.add(name);
                return verdict;
            }
        };
    }

    @Test
    @Covers("LS-01")
    void filters_areAskedInOrder_oneObjectionIsEnough() {
        try (var m = new Manager(o -> o)) {
            var asked = new ArrayList<String>();
            m.node.bindFilter(admitting(Verdict.ALLOW, asked, "first"));
            var second = admitting(NO, asked, "second");
            m.node.bindFilter(second);
            m.node.bindFilter(admitting(Verdict.ALLOW, asked, "third"));
            assertEquals("filtered", CoreFixture.refused(m.accept(A)));
            assertEquals(List.of("first", "second"), asked);
            m.node.unbindFilter(second);
            m.connectIn(A);
        }
    }

    @Test
    @Covers("LS-01")
    void screen_canBeVetoed() {
        try (var m = new Manager(o -> o)) {
            m.node.bindFilter(atTheDoor(NO));
            var refused = assertInstanceOf(Screening.Refused.class, m.node.screen(A.endpoint()));
            assertEquals("filtered", refused.reason().code());
            assertEquals(0, m.node.snapshot().gauges().get("slots.handshake"));
        }
    }

    @Test
    @Covers({"LS-01", "LS-07"})
    void filterThatHangsOrThrows_isAnObjection() throws Exception {
        var never = new CountDownLatch(1);
        try (var m = new Manager(o -> o)) {
            AdmissionFilter throwing =
                    new AdmissionFilter() {
                        @Override
                        public Verdict screen(Endpoint remote) {
                            throw new IllegalStateException("our filter is ill");
                        }
                    };
            m.node.bindFilter(throwing);
            assertInstanceOf(Screening.Refused.class, m.node.screen(A.endpoint()));
            m.node.unbindFilter(throwing);
            AdmissionFilter hanging =
                    new AdmissionFilter() {
                        @Override
                        public Verdict screen(Endpoint remote) {
                            try {
                                never.await();
                            } catch (InterruptedException cancel) {
                                Thread.currentThread().interrupt();
                            }
                            return Verdict.ALLOW;
                        }
                    };
            m.node.bindFilter(hanging);
            var asked = Asked.of(() -> m.node.screen(A.endpoint()));
            m.timers.awaitWaiting(2);
            m.timers.advance(Duration.ofSeconds(5));
            var refused = assertInstanceOf(Screening.Refused.class, asked.get());
            assertEquals("filtered", refused.reason().code());
            m.node.unbindFilter(hanging);
            m.connectIn(A);
        }
    }

    @Test
    void addresses_canBeVetoed() {
        try (var m = new Manager(o -> o)) {
            m.node.bindFilter(
                    new AdmissionFilter() {
                        @Override
                        public Verdict learn(NodeAddress address) {
                            return address.nodeId().equals(A.id()) ? NO : Verdict.ALLOW;
                        }
                    });
            var from = m.connectIn(Who.of(90));
            assertEquals(1, m.node.learned(List.of(A.address(), B.address()), from));
            assertEquals(1, m.node.snapshot().counters().get("learn.filtered"));
        }
    }
}
