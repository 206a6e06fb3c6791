package dev.tendril.itests.osgi;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.peer.PeerSnapshot;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

import java.util.List;

import javax.inject.Inject;

/**
 * Networks of one framework: two nodes of one chain talk, over either transport; other networks see
 * nothing of it.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class EchoExchangeIT {

    @Inject private BundleContext context;

    @Configuration
    public Option[] container() throws Exception {
        var home =
                Home.create("echo")
                        .network("alpha", Networks.memoryWithEcho("near", "alpha"))
                        .network("beta", Networks.memoryWithEcho("near", "beta"))
                        .network("gamma", Networks.mconnWithEcho("far"))
                        .network("delta", Networks.mconnWithEcho("far"))
                        .network("near-by", Networks.memoryWithEcho("near", "near-by"))
                        .network("far-by", Networks.mconnWithEcho("far"))
                        .deployed(Distribution.demo("tendril-reactor-echo"));
        return new Option[] {Container.started(home.root()), Container.testsInside()};
    }

    @Test
    public void memory_carriesEchoes() throws Exception {
        exchange("alpha", "beta", "near-by");
    }

    @Test
    public void mconn_carriesEchoes() throws Exception {
        exchange("gamma", "delta", "far-by");
    }

    private void exchange(String dialer, String listener, String bystander) throws Exception {
        try (var world = new World(context)) {
            var address = world.address(listener);
            assertTrue(world.peerAdmin(dialer).dial(address).isEmpty());
            var link = world.onlyLink(dialer);
            assertEquals(address.nodeId(), link.peer().ref().nodeId());
            assertEquals(world.nodeId(dialer), world.onlyLink(listener).peer().ref().nodeId());
            world.echoesGrow(dialer, 0);
            world.echoesGrow(listener, 0);
            assertEquals(List.of(address.nodeId()), known(world, dialer));
            assertEquals(List.of(world.nodeId(dialer)), known(world, listener));
            // Of the same chain, on the same transport, in the same process: nobody has told it.
            assertEquals(List.of(), known(world, bystander));
            assertEquals(List.of(), world.router(bystander).snapshot().links());
        }
    }

    private static List<NodeId> known(World world, String network) throws Exception {
        return world.peerAdmin(network).snapshot().peers().stream()
                .map(PeerSnapshot::nodeId)
                .toList();
    }
}
