package dev.tendril.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.Codec;
import dev.tendril.api.peer.PeerUpdates;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.reactor.ReactorContext;
import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.router.fake.FakeManager;
import dev.tendril.support.thread.Threads;
import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.node.TestIdentity;
import dev.tendril.testkit.time.Eventually;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * After a reactor is removed nothing of ours refers to its classes. In real time: collecting is not
 * simulated.
 */
class ClassLoaderTest {

    /** A reactor that leaves behind what it can. */
    public static final class Leaky implements Reactor, Codec<Object> {

        private final ChannelDescriptor<Object> channel =
                ChannelDescriptor.<Object>builder(1, "leaky", this).build();

        /** Made by the loader. */
        public Leaky() {}

        @Override
        public List<ChannelDescriptor<?>> channels() {
            return List.of(channel);
        }

        @Override
        public void run(ReactorContext context) throws InterruptedException {
            assertEquals(
                    getClass().getClassLoader(), Thread.currentThread().getContextClassLoader());
            PeerUpdates never = context.peers().subscribe();
            context.timers().at(context.timers().deadlineIn(Duration.ofDays(1)), () -> use(never));
            context.channel(channel).broadcast(this);
            while (true) {
                use(context.next());
            }
        }

        private void use(Object what) {
            if (what instanceof ReactorEvent.Due) {
                throw new IllegalStateException(toString());
            }
        }

        @Override
        public byte[] encode(Object message) {
            return new byte[1];
        }

        @Override
        public Object decode(byte[] bytes) {
            return this;
        }
    }

    /** Loads the reactor's classes anew. */
    private static final class Loader extends ClassLoader {

        Loader() {
            super(ClassLoaderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Leaky.class.getName())) {
                return super.loadClass(name, resolve);
            }
            var loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (var in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                var bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private record LeakySource(ClassLoader loader) implements ReactorSource {
        @Override
        public String name() {
            return "leaky";
        }

        @Override
        public boolean hasLinks() {
            return false;
        }

        @Override
        public String owner() {
            return "test";
        }

        @Override
        public Optional<Reactor> fresh() {
            try {
                var type = loader.loadClass(Leaky.class.getName());
                return Optional.of((Reactor) type.getDeclaredConstructor().newInstance());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void release(Reactor reactor) {}
    }

    @Test
    void removedReactor_isCollectedWithItsClassLoader() throws Exception {
        try (var timers = new SystemTimers((thread, failure) -> {});
                var router = router(timers)) {
            var manager = new FakeManager();
            router.setPeerManager(manager);
            router.setPeers(manager.updates());
            router.start();
            var loader = runAndRemove(router, new Eventually(timers));
            new Eventually(timers)
                    .holds(
                            "the class loader is collected",
                            Duration.ofSeconds(20),
                            () -> {
                                System.gc();
                                return loader.get() == null;
                            });
            assertEquals(0, manager.updates().open());
        }
    }

    private static NodeRouter router(SystemTimers timers) {
        return new NodeRouter(
                RouterOptions.builder("test", "chain").reactors(Set.of("leaky")).build(),
                new RouterEnvironment(
                        TestIdentity.of("node"),
                        timers,
                        Threads.virtual(),
                        new SplittableRandom(1),
                        Resolver.SYSTEM));
    }

    private static WeakReference<ClassLoader> runAndRemove(NodeRouter router, Eventually eventually)
            throws Exception {
        var source = new LeakySource(new Loader());
        router.addReactor(source);
        eventually.holds(
                "the reactor runs",
                Duration.ofSeconds(10),
                () -> router.snapshot().reactors().getFirst().state().equals("running"));
        router.removeReactor(source);
        assertTrue(router.snapshot().reactors().getFirst().state().equals("missing"));
        return new WeakReference<>(source.loader());
    }
}
