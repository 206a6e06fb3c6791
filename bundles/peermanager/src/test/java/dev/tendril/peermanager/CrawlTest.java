package dev.tendril.peermanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.PeerRef;
import dev.tendril.support.limit.Limit;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** How a seed goes round the network. */
class CrawlTest {

    private static final Duration VISIT = Duration.ofSeconds(10);
    private static final Duration REVISIT = Duration.ofMinutes(10);
    private static final Duration DIAL_INTERVAL = Duration.ofMillis(200);
    private static final Duration BLOCK_INTERVAL = Duration.ofSeconds(5);
    private static final Duration MILLI = Duration.ofMillis(1);

    private static final Who A = Who.of(1);
    private static final Who B = Who.of(2);
    private static final Who ASKER = Who.of(90);

    private static CoreFixture seed(UnaryOperator<PeerManagerOptionsBuilder> change) {
        return CoreFixture.with(
                o ->
                        change.apply(
                                o.crawl(new Crawl(VISIT, REVISIT, DIAL_INTERVAL, BLOCK_INTERVAL))
                                        .inboundAge(Duration.ofMinutes(10))
                                        .tellWithin(Duration.ofHours(1))
                                        .wanted(Integer.MAX_VALUE)));
    }

    private static PeerRef evicted(CoreFixture f, String reason) {
        var eviction = f.evict().orElseThrow(() -> new AssertionError("nobody is to leave"));
        assertEquals(reason, eviction.reason().code());
        f.disconnect(eviction.peer());
        return eviction.peer();
    }

    private static List<NodeAddress> told(CoreFixture f, Who asker) {
        return f.core().advertise(f.connectIn(asker), 100, f.now());
    }

    /** A connection that was replaced has an age too, but its end is under way already. */
    @Test
    @Covers("L-1")
    void replacedConnection_thatHasBecomeOld_isNothingToWaitFor() {
        var nodes = Who.inOrder(2);
        var low = nodes.get(0).tendril();
        var high = nodes.get(1).tendril();
        var f = CoreFixture.with(o -> o.inboundAge(VISIT), low, 1).know(high);
        var dial = f.dial(high);
        f.connectIn(high);
        f.ready(f.dialed(dial, high));
        f.advance(VISIT.plus(MILLI));
        assertTrue(f.core().nextDeadlineNanos(f.now()) > f.now().nanos());
        assertEquals(Optional.empty(), f.evict());
    }

    /** A visit of his says nothing about when he wants the next one of ours. */
    @Test
    @Covers("D-38")
    void whoComesBetweenTwoVisits_isNotVisitedSoonerForThat() {
        var f = seed(o -> o).know(A);
        f.connectOut(A);
        f.advance(VISIT.plus(MILLI));
        evicted(f, "visited");
        f.advance(Duration.ofMinutes(1));
        f.disconnect(f.connectIn(A));

        f.advance(REVISIT.minus(Duration.ofMinutes(2)));
        assertEquals(Optional.empty(), f.next());
        f.advance(Duration.ofMinutes(2));
        f.dial(A);
    }

    @Test
    @Covers({"PL-06", "D-38"})
    void visit_endsAfterItsTimeAndIsNotRepeatedAtOnce() {
        var f = seed(o -> o).know(A);
        var visited = f.connectOut(A);
        f.advance(VISIT.minus(MILLI));
        assertEquals(Optional.empty(), f.evict(), "not before the wait is over");
        f.advance(MILLI);
        assertEquals(visited, evicted(f, "visited"));
        assertEquals(0, f.peer(A).addresses().getFirst().failures(), "leaving is no failure");
        f.advance(REVISIT.minus(MILLI));
        assertEquals(Optional.empty(), f.next());
        f.advance(MILLI);
        f.dial(A);
    }

    @Test
    @Covers({"PL-06", "PMI-10"})
    void persistentAndUnconditionalPeers_stay() {
        var f = seed(o -> o.persistent(List.of(A.address())).unconditional(Set.of(B.id())));
        f.connectOut(A);
        f.connectIn(B);
        f.advance(Duration.ofHours(48));
        assertEquals(Optional.empty(), f.evict());
        assertEquals(2, f.gauge("slots.exempt"));
    }

    @Test
    @Covers("PL-06")
    void address_isForgottenAfterTheMostAttempts() {
        var f = seed(o -> o).know(A);
        var attempts = 0;
        for (; hasAddress(f) && attempts < 100; attempts++) {
            f.fail(f.dial(A));
            f.advance(Duration.ofHours(1));
        }
        assertEquals(12, attempts);
    }

    /** It worked once; then its machine was switched off for good. */
    @Test
    @Covers("PL-06")
    void addressThatHasDied_isNotToldAndThenForgotten() {
        var f = seed(o -> o).know(A);
        f.connectOut(A);
        f.advance(VISIT);
        evicted(f, "visited");
        f.advance(Duration.ofMinutes(59));
        assertEquals(List.of(A.address()), told(f, ASKER));
        f.advance(Duration.ofMinutes(1).plus(MILLI));
        assertEquals(List.of(), told(f, Who.of(91)), "last seen more than an hour ago");
        for (var attempts = 0; attempts < 12; attempts++) {
            assertTrue(hasAddress(f), () -> "too soon: " + f.peer(A));
            f.fail(f.dial(A));
            f.advance(Duration.ofHours(1));
        }
        assertFalse(hasAddress(f));
    }

    private static boolean hasAddress(CoreFixture f) {
        return f.knows(A) && !f.peer(A).addresses().isEmpty();
    }

    @Test
    void failedDial_isNotRepeatedBeforeTheNextRound() {
        var f = seed(o -> o).know(A);
        f.fail(f.dial(A));
        f.advance(REVISIT.minus(MILLI));
        assertEquals(Optional.empty(), f.next());
        f.advance(MILLI);
        f.dial(A);
    }

    @Test
    void dialsOfStrangers_areSpacedOut() {
        var f = seed(o -> o.maxOutbound(Limit.of(100)));
        f.know(Who.inOrder(50).toArray(Who[]::new));
        var dials = 0;
        for (var step = 0; step < 50; step++) {
            dials += f.next().isPresent() ? 1 : 0;
            assertEquals(Optional.empty(), f.next(), "two at a time");
            var nextNanos = f.core().nextDeadlineNanos(f.now());
            assertTrue(nextNanos <= f.now().nanos() + DIAL_INTERVAL.toNanos(), "nobody wakes us");
            f.advance(Duration.ofMillis(100));
        }
        assertEquals(25, dials, "one in 200 ms for 5 s");
    }

    @Test
    void dialsIntoOneBlock_areSpacedOutFurther() {
        var f = seed(o -> o.maxOutbound(Limit.of(100)).hearsayPerGroup(1_000));
        for (var number = 1; number <= 40; number++) {
            var who = Who.of(number);
            f.know(who, 0, who.address("20.1.2." + number, 26_656));
        }
        f.know(A, 0, A.address("20.1.3.1", 26_656));
        var dialed = new ArrayList<String>();
        for (var step = 0; step < 150; step++) {
            f.next().ifPresent(ticket -> dialed.add(ticket.address().host()));
            f.advance(DIAL_INTERVAL);
        }
        var inBlock = dialed.stream().filter(host -> host.startsWith("20.1.2.")).count();
        assertEquals(6, inBlock, "one in 5 s for 30 s");
    }

    @Test
    void operatorsPeers_areNotPaced() {
        var f = seed(o -> o.persistent(List.of(A.address(), B.address())));
        assertEquals(
                Set.of(A.id(), B.id()),
                Set.of(f.dial().address().nodeId(), f.dial().address().nodeId()));
    }

    /** Those that do well have a higher rank; it must not keep the others from being visited. */
    @Test
    void everybody_hasHisTurn() {
        var f = seed(o -> o.maxOutbound(Limit.of(1)));
        f.knowVerified(A, 50);
        f.knowVerified(B, 40);
        f.know(IntStream.rangeClosed(201, 300).mapToObj(Who::of).toArray(Who[]::new));
        var seen = new TreeSet<String>();
        for (var visit = 0; visit < 102; visit++) {
            var ticket = f.dial();
            seen.add(ticket.address().host());
            f.fail(ticket);
            f.advance(VISIT);
        }
        assertEquals(102, seen.size());
    }

    /** Learned while {@code addr_book_strict} was off, or long ago. */
    @Test
    void privateAndBogusAddresses_areNotDialedInPublic() {
        for (var host :
                List.of(
                        "10.1.2.3",
                        "192.168.1.1",
                        "172.16.0.1",
                        "100.64.0.1",
                        "127.0.0.1",
                        "169.254.1.1",
                        "224.0.0.1",
                        "240.0.0.1",
                        "fc00::1",
                        "fe80::1",
                        "2001:db8::1")) {
            var f = seed(o -> o);
            f.know(A, 0, A.address(host, 26_656));
            assertEquals(Optional.empty(), f.next(), host);
            assertFalse(hasAddress(f), host);
        }
        var f = seed(o -> o.strict(false)).know(A, 0, A.address("10.1.2.3", 26_656));
        assertTrue(f.next().isPresent());
    }
}
