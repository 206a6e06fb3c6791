package dev.tendril.router.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tendril.api.address.Protocol;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.router.RouterOptions;
import dev.tendril.router.fake.FakeManager;
import dev.tendril.router.fake.FakeTransport;
import dev.tendril.router.fake.TestReactor;
import dev.tendril.router.fake.Texts;
import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.node.TestIdentity;
import dev.tendril.testkit.time.Eventually;

import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;

/** What the component holds, in real time: the same thing OSGi does with it, without OSGi. */
class NetworkTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Prototype-scope services of a bundle that has left by the time anybody asks for its name. */
    private record Services(TestReactor reactor) implements ComponentServiceObjects<Reactor> {
        @Override
        public Reactor getService() {
            return reactor.fresh().orElseThrow();
        }

        @Override
        public void ungetService(Reactor service) {
            throw new IllegalStateException("given back already");
        }

        @Override
        @SuppressWarnings("unchecked") // the proxy is made for this interface
        public ServiceReference<Reactor> getServiceReference() {
            return (ServiceReference<Reactor>)
                    Proxy.newProxyInstance(
                            Services.class.getClassLoader(),
                            new Class<?>[] {ServiceReference.class},
                            (proxy, method, arguments) ->
                                    method.getName().equals("getProperty")
                                                    && arguments[0].equals(Reactor.NAME)
                                            ? reactor.name()
                                            : null);
        }
    }

    private static RouterOptions options(String moniker, String... reactors) {
        return RouterOptions.builder("test", "chain")
                .moniker(moniker)
                .reactors(Set.of(reactors))
                .build();
    }

    private static boolean isRunning(Network network) {
        return network.router().snapshot().reactors().stream()
                .anyMatch(reactor -> reactor.state().equals("running"));
    }

    @Test
    void change_ofReactorsIsLive_ofAnythingElseBeginsAnewWithAllThatIsBound() throws Exception {
        try (var timers = new SystemTimers((thread, failure) -> {})) {
            var eventually = new Eventually(timers);
            var network = new Network(TestIdentity.of("node"), options("one"));
            var services = new Services(new TestReactor("texts", Texts.channel(1)));
            var manager = new FakeManager();
            network.bindReactor(services);
            network.bindTransport(
                    new FakeTransport(Protocol.MEMORY, "here", timers), "memory", "test");
            network.bindManager(manager);
            network.bindPeers(manager.updates());
            network.start();
            var first = network.router();
            network.change(options("one", "texts"));
            assertSame(first, network.router());
            eventually.holds("the reactor runs", LIMIT, () -> isRunning(network));
            network.change(options("two", "texts"));
            assertNotSame(first, network.router());
            eventually.holds("it runs again", LIMIT, () -> isRunning(network));
            assertEquals("two", network.router().self().moniker());
            eventually.holds(
                    "the transport is bound again",
                    LIMIT,
                    () ->
                            network.router()
                                    .snapshot()
                                    .transports()
                                    .getFirst()
                                    .state()
                                    .equals("listening"));
            network.unbindReactor(services);
            assertEquals("missing", network.router().snapshot().reactors().getFirst().state());
            network.stop();
            network.unbindManager(manager);
            network.unbindPeers(manager.updates());
        }
    }
}
