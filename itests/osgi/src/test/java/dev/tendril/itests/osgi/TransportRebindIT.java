package dev.tendril.itests.osgi;

import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import dev.tendril.api.router.RouterSnapshot;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

import java.time.Duration;

import javax.inject.Inject;

/** A transport stops and starts; the router binds it again and connects through it. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class TransportRebindIT {

    @Inject private BundleContext context;

    @Configuration
    public Option[] container() {
        var home =
                Home.create("rebind")
                        .network("alpha", Networks.memory("near", "alpha"))
                        .network("beta", Networks.memory("near", "beta"));
        return new Option[] {Container.started(home.root()), Container.testsInside()};
    }

    @Test
    public void memory_stoppedAndStarted_isBoundAgain() throws Exception {
        try (var world = new World(context)) {
            var address = world.address("beta");
            assertTrue(world.peerAdmin("alpha").dial(address).isEmpty());
            var before = world.onlyLink("alpha").peer().ref();

            var transport = world.bundle("dev.tendril.transport.memory");
            transport.stop();
            world.eventually().holds("it is unbound", World.LIMIT, () -> !listens(world, "alpha"));
            assertTrue(
                    "connections outlive it", world.onlyLink("alpha").peer().ref().equals(before));

            transport.start();
            world.eventually()
                    .holds(
                            "it is bound again",
                            World.LIMIT,
                            () -> listens(world, "alpha") && listens(world, "beta"));
            world.peerAdmin("alpha").disconnect(before.nodeId(), Duration.ZERO);
            world.eventually()
                    .holds(
                            "the old connection ends",
                            World.LIMIT,
                            () -> isGone(world, before.connection()));
            world.peerAdmin("alpha").dial(world.address("beta"));
            assertNotEquals(before.connection(), world.onlyLink("alpha").peer().ref().connection());
        }
    }

    private static boolean isGone(World world, long connection) throws Exception {
        return world.router("alpha").snapshot().links().stream()
                .noneMatch(link -> link.peer().ref().connection() == connection);
    }

    private static boolean listens(World world, String network) throws Exception {
        return world.router(network).snapshot().transports().stream()
                .map(RouterSnapshot.TransportState::state)
                .anyMatch("listening"::equals);
    }
}
