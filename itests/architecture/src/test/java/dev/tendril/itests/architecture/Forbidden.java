package dev.tendril.itests.architecture;

import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.BaseStream;

/**
 * What the code that ships may not call, since it must run the same in virtual time from one seed.
 * Each kind is allowed in the few classes that stand between us and the real thing.
 */
enum Forbidden {
    SLEEP(call -> is(call, Thread.class, "sleep") || is(call, TimeUnit.class, "sleep")),
    TIMED_WAIT(Forbidden::waits),
    CLOCK(Forbidden::readsClock),
    CHANCE(Forbidden::rollsDice),
    SECURE_RANDOM(
            call ->
                    call.on(SecureRandom.class)
                            && (made(call) || call.method().startsWith("getInstance"))),
    SHARED_POOL(Forbidden::sharesPool),
    THREAD(Forbidden::startsThread),
    UNBOUNDED_QUEUE(Forbidden::hasNoLimit),
    IDENTITY_HASH(call -> is(call, System.class, "identityHashCode"));

    private static final List<Class<?>> UNLIMITED =
            List.of(
                    LinkedBlockingQueue.class,
                    LinkedBlockingDeque.class,
                    LinkedTransferQueue.class,
                    ConcurrentLinkedQueue.class,
                    ConcurrentLinkedDeque.class,
                    PriorityBlockingQueue.class);

    private final Predicate<Call> matches;

    Forbidden(Predicate<Call> matches) {
        this.matches = matches;
    }

    boolean matches(Call call) {
        return matches.test(call);
    }

    private static boolean waits(Call call) {
        boolean unit = call.onJdk() && call.takes(TimeUnit.class) && !call.on(TimeUnit.class);
        boolean conversion =
                call.owner().getPackageName().startsWith("java.nio.file.attribute")
                        || call.on(Duration.class);
        return (unit && !conversion)
                || (is(call, Object.class, "wait") && !call.parameters().isEmpty())
                || (is(call, Thread.class, "join") && !call.parameters().isEmpty())
                || is(call, Condition.class, "awaitNanos")
                || is(call, Condition.class, "awaitUntil")
                || is(call, LockSupport.class, "parkNanos")
                || is(call, LockSupport.class, "parkUntil")
                || (call.on(Selector.class)
                        && call.method().equals("select")
                        && call.parameters().contains("long"))
                || (call.onJdk() && call.method().equals("setSoTimeout"))
                || (call.on(java.util.Timer.class) && made(call));
    }

    private static boolean readsClock(Call call) {
        return is(call, System.class, "nanoTime")
                || is(call, System.class, "currentTimeMillis")
                || is(call, Instant.class, "now")
                || (call.owner().getPackageName().equals("java.time")
                        && call.method().equals("now"))
                || (call.on(Clock.class) && call.method().startsWith("system"))
                || (call.on(Date.class) && made(call) && call.parameters().isEmpty());
    }

    private static boolean rollsDice(Call call) {
        boolean unseeded = made(call) && call.parameters().isEmpty();
        return is(call, Math.class, "random")
                || is(call, ThreadLocalRandom.class, "current")
                || is(call, UUID.class, "randomUUID")
                || (call.owner().isEquivalentTo(Random.class) && unseeded)
                || (call.owner().isEquivalentTo(SplittableRandom.class) && unseeded)
                || is(call, RandomGenerator.class, "getDefault")
                || is(call, RandomGenerator.class, "of")
                || (is(call, Collections.class, "shuffle") && call.parameters().size() == 1);
    }

    private static boolean sharesPool(Call call) {
        return call.method().equals("parallelStream")
                || is(call, BaseStream.class, "parallel")
                || is(call, ForkJoinPool.class, "commonPool")
                || (call.on(CompletableFuture.class)
                        && List.of("supplyAsync", "runAsync").contains(call.method()))
                || call.owner().isEquivalentTo(Executors.class);
    }

    private static boolean hasNoLimit(Call call) {
        boolean unlimited = UNLIMITED.stream().anyMatch(type -> call.owner().isEquivalentTo(type));
        return made(call) && unlimited && !call.parameters().contains("int");
    }

    private static boolean startsThread(Call call) {
        return (call.on(Thread.class) && made(call))
                || is(call, Thread.class, "ofVirtual")
                || is(call, Thread.class, "ofPlatform")
                || is(call, Thread.class, "startVirtualThread");
    }

    private static boolean is(Call call, Class<?> owner, String method) {
        return call.method().equals(method) && call.on(owner);
    }

    private static boolean made(Call call) {
        return call.method().equals("<init>");
    }
}
