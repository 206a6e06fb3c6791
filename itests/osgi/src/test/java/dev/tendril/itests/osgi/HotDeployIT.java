package dev.tendril.itests.osgi;

import static org.junit.Assert.assertEquals;
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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.inject.Inject;

/**
 * A protocol is dropped into a running node, updated, removed and put back; its peers stay
 * connected throughout.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotDeployIT {

    private static final String ECHO = "dev.tendril.reactor.echo";

    @Inject private BundleContext context;

    @Configuration
    public Option[] container() {
        var home =
                Home.create("deploy")
                        .network("gamma", Networks.mconnWithEcho("far"))
                        .network("delta", Networks.mconnWithEcho("far"));
        return new Option[] {Container.started(home.root()), Container.testsInside()};
    }

    @Test
    public void deploy_updateRemoveReturn_keepsConnections() throws Exception {
        try (var world = new World(context);
                var replies = new EchoReplies()) {
            assertTrue(world.peerAdmin("gamma").dial(world.address("delta")).isEmpty());
            var connections = connections(world);

            drop(Distribution.demo("tendril-reactor-echo-0.1.0-SNAPSHOT.jar"));
            replies.await(world, "👋");
            world.echoesGrow("gamma", 0);
            world.echoesGrow("delta", 0);
            assertEquals("dropped in", connections, connections(world));

            drop(Distribution.demo("tendril-reactor-echo-0.1.0-SNAPSHOT-next"));
            world.eventually().holds("the next version runs", World.LIMIT, () -> isNext(world));
            replies.await(world, "👋👋");
            assertEquals("updated", connections, connections(world));

            Files.delete(deployed());
            world.eventually()
                    .holds(
                            "it is gone",
                            World.LIMIT,
                            () -> !isBound(world, "gamma") && !isBound(world, "delta"));
            assertEquals("removed", connections, connections(world));

            drop(Distribution.demo("tendril-reactor-echo-0.1.0-SNAPSHOT.jar"));
            world.eventually()
                    .holds(
                            "it is back",
                            World.LIMIT,
                            () -> isBound(world, "gamma") && isBound(world, "delta"));
            world.echoesGrow("gamma", world.echoes("gamma"));
            assertEquals("put back", connections, connections(world));
        }
    }

    private static List<Long> connections(World world) throws Exception {
        return List.of(
                world.onlyLink("gamma").peer().ref().connection(),
                world.onlyLink("delta").peer().ref().connection());
    }

    /** A finished file under the same name, as {@code mv} puts it there. */
    private void drop(Path jar) throws Exception {
        var half = deployed().resolveSibling("echo.jar.part");
        Files.copy(jar, half);
        Files.move(half, deployed(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private Path deployed() {
        return Path.of(context.getProperty("tendril.deploy.dir"), "echo.jar");
    }

    private static boolean isNext(World world) throws Exception {
        var version = world.bundle(ECHO).getVersion().toString();
        return !version.startsWith("0.1.0") && isBound(world, "gamma") && isBound(world, "delta");
    }

    private static boolean isBound(World world, String network) throws Exception {
        return world.router(network).snapshot().reactors().stream()
                .filter(reactor -> reactor.name().equals("echo"))
                .map(RouterSnapshot.ReactorState::state)
                .anyMatch("running"::equals);
    }
}
