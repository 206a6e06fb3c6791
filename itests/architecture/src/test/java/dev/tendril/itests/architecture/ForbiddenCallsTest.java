package dev.tendril.itests.architecture;

import static dev.tendril.itests.architecture.Forbidden.CHANCE;
import static dev.tendril.itests.architecture.Forbidden.CLOCK;
import static dev.tendril.itests.architecture.Forbidden.SECURE_RANDOM;
import static dev.tendril.itests.architecture.Forbidden.SHARED_POOL;
import static dev.tendril.itests.architecture.Forbidden.SLEEP;
import static dev.tendril.itests.architecture.Forbidden.THREAD;
import static dev.tendril.itests.architecture.Forbidden.TIMED_WAIT;
import static dev.tendril.itests.architecture.Forbidden.UNBOUNDED_QUEUE;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time, chance and threads come in from outside, but for the classes named here. */
class ForbiddenCallsTest {
    /**
     * The classes between us and the real clock, threads and chance, and what each may call. The
     * launcher's threads are hooks of the JVM.
     */
    private static final Map<String, Set<Forbidden>> ADAPTERS =
            Map.ofEntries(
                    Map.entry(
                            "dev.tendril.support.time.SystemTimers", EnumSet.of(CLOCK, TIMED_WAIT)),
                    Map.entry("dev.tendril.support.thread.Threads", EnumSet.of(THREAD)),
                    Map.entry("dev.tendril.identity.Ed25519Identity", EnumSet.of(SECURE_RANDOM)),
                    Map.entry(
                            "dev.tendril.transport.mconn.MconnTransport",
                            EnumSet.of(SECURE_RANDOM)),
                    Map.entry("dev.tendril.launcher.ExitHook", EnumSet.of(THREAD)),
                    Map.entry("dev.tendril.testkit.Seeds", EnumSet.of(CHANCE)),
                    Map.entry(
                            "dev.tendril.testkit.store.PeerStoreContract", EnumSet.of(SHARED_POOL)),
                    Map.entry("dev.tendril.testkit.sim.SimScheduler", EnumSet.of(UNBOUNDED_QUEUE)),
                    Map.entry("dev.tendril.testkit.node.TestIdentity", EnumSet.of(SECURE_RANDOM)));

    /** What components build for the logic behind them: the real clock and the real chance. */
    private static final Set<Forbidden> AT_THE_DOOR = EnumSet.of(CLOCK, CHANCE, SECURE_RANDOM);

    @Test
    void shippedCode_callsNoRealTimeThreadsOrChance() {
        Violations violations = new Violations("time, threads and chance come in from outside");
        CompiledRooms.main()
                .byRoom()
                .forEach(
                        (room, classes) -> {
                            if (!room.startsWith("itests/")) {
                                classes.forEach(
                                        type ->
                                                check(
                                                        type,
                                                        EnumSet.allOf(Forbidden.class),
                                                        violations));
                            }
                        });
        violations.assertNone();
    }

    @Test
    void tests_neverSleep() {
        Violations violations = new Violations("tests wait for conditions, they do not sleep");
        CompiledRooms.tests()
                .byRoom()
                .values()
                .forEach(
                        classes ->
                                classes.forEach(
                                        type -> check(type, EnumSet.of(SLEEP), violations)));
        violations.assertNone();
    }

    @Test
    void rule_findsWhatItIsFor() {
        Set<Forbidden> found = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter().importClasses(Sinner.class)) {
            Call.of(type)
                    .forEach(
                            call ->
                                    List.of(Forbidden.values()).stream()
                                            .filter(kind -> kind.matches(call))
                                            .forEach(found::add));
        }
        assertEquals(EnumSet.allOf(Forbidden.class), found);
    }

    private static void check(JavaClass type, Set<Forbidden> kinds, Violations violations) {
        Call.of(type)
                .filter(call -> !call.from().equals(ForbiddenCallsTest.class.getName()))
                .forEach(call -> check(call, kinds, violations));
    }

    private static void check(Call call, Set<Forbidden> kinds, Violations violations) {
        Set<Forbidden> allowed =
                OsgiRulesTest.isDoor(call.from())
                        ? AT_THE_DOOR
                        : ADAPTERS.getOrDefault(call.from(), Set.of());
        kinds.stream()
                .filter(kind -> !allowed.contains(kind) && kind.matches(call))
                .forEach(kind -> violations.add(kind + ": " + call.where()));
    }

    /** Calls one of each kind; never run. */
    static final class Sinner {
        private Sinner() {}

        static Object sin(CountDownLatch latch) throws InterruptedException {
            Thread.ofVirtual().start(() -> {});
            latch.await(System.nanoTime(), TimeUnit.NANOSECONDS);
            TimeUnit.DAYS.sleep((long) Math.random());
            System.identityHashCode(new java.security.SecureRandom());
            new java.util.concurrent.LinkedBlockingQueue<Object>().add(latch);
            return List.of(latch).parallelStream();
        }
    }
}
