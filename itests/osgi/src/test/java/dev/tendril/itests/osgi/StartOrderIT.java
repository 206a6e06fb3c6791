package dev.tendril.itests.osgi;

import static org.junit.Assert.assertEquals;

import dev.tendril.testkit.Seeds;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import javax.inject.Inject;

/** All parts find each other in whatever order they start. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class StartOrderIT {

    private static final int ORDERS = 20;
    private static final Set<String> SERVICES =
            Set.of(
                    "dev.tendril.api.identity.NodeIdentity",
                    "dev.tendril.api.store.PeerStore",
                    "dev.tendril.api.peer.PeerManager",
                    "dev.tendril.api.peer.Peers",
                    "dev.tendril.api.peer.PeerAdmin",
                    "dev.tendril.api.transport.Transport",
                    "dev.tendril.api.router.Router",
                    "dev.tendril.api.config.Overrides",
                    "dev.tendril.api.metrics.Metrics");
    private static final List<String> NETWORKS = List.of("alpha", "beta");

    @Inject private BundleContext context;

    @Configuration
    public Option[] container() {
        var home =
                Home.create("orders")
                        .network("alpha", Networks.memory("alpha-chain", "alpha"))
                        .network("beta", Networks.mconnForgetful("beta-chain"));
        return new Option[] {Container.installed(home.root()), Container.testsInside()};
    }

    @Test
    public void start_inAnyOrder_activatesEverything() throws Exception {
        try (var world = new World(context)) {
            for (var order : orders(world)) {
                startAll(order);
                world.eventually()
                        .holds(
                                "all services in order " + names(order),
                                World.LIMIT,
                                () -> isComplete(world));
                assertEquals("components in order " + names(order), List.of(), world.unsatisfied());
                stopAll(order);
                for (var network : NETWORKS) {
                    assertEquals("left after " + names(order), Map.of(), world.services(network));
                }
            }
        }
    }

    private static boolean isComplete(World world) throws Exception {
        for (var network : NETWORKS) {
            if (!world.services(network).keySet().containsAll(SERVICES)
                    || !world.router(network).snapshot().waitingFor().isEmpty()) {
                return false;
            }
        }
        return world.unsatisfied().isEmpty();
    }

    /** The orders with the store last and the identity last, then shuffled ones. */
    private static List<List<Bundle>> orders(World world) {
        var orders = new ArrayList<List<Bundle>>();
        orders.add(last(world.ours(), "dev.tendril.peerstore.rocksdb"));
        orders.add(last(world.ours(), "dev.tendril.identity"));
        var random = new Random(Seeds.seed(StartOrderIT.class));
        while (orders.size() < ORDERS) {
            var order = world.ours();
            Collections.shuffle(order, random);
            orders.add(order);
        }
        return orders;
    }

    private static List<Bundle> last(List<Bundle> bundles, String symbolicName) {
        var order = new ArrayList<>(bundles);
        order.sort((a, b) -> Boolean.compare(isNamed(a, symbolicName), isNamed(b, symbolicName)));
        return order;
    }

    private static boolean isNamed(Bundle bundle, String symbolicName) {
        return bundle.getSymbolicName().equals(symbolicName);
    }

    private static void startAll(List<Bundle> order) throws Exception {
        for (var bundle : order) {
            if (bundle.getHeaders().get("Fragment-Host") == null) {
                bundle.start();
            }
        }
    }

    private static void stopAll(List<Bundle> order) throws Exception {
        for (var bundle : order.reversed()) {
            bundle.stop();
        }
    }

    private static List<String> names(List<Bundle> order) {
        return order.stream()
                .map(b -> b.getSymbolicName().substring("dev.tendril.".length()))
                .toList();
    }
}
