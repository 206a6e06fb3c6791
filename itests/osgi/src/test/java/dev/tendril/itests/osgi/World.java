package dev.tendril.itests.osgi;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.peer.PeerAdmin;
import dev.tendril.api.router.Router;
import dev.tendril.api.router.RouterSnapshot;
import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.time.Eventually;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What a test inside a framework can see and wait for. */
final class World implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(90);

    private final BundleContext context;
    private final SystemTimers timers =
            new SystemTimers((name, failure) -> failure.printStackTrace(System.err));
    private final Eventually eventually = new Eventually(timers);

    World(BundleContext context) {
        this.context = context;
    }

    Eventually eventually() {
        return eventually;
    }

    Bundle bundle(String symbolicName) {
        for (var bundle : context.getBundles()) {
            if (bundle.getSymbolicName().equals(symbolicName)) {
                return bundle;
            }
        }
        throw new AssertionError("no such bundle: " + symbolicName);
    }

    /** Our bundles of the distribution. */
    List<Bundle> ours() {
        var found = new ArrayList<Bundle>();
        for (var bundle : context.getBundles()) {
            if (bundle.getSymbolicName().startsWith("dev.tendril.")
                    && !bundle.getSymbolicName().contains("testkit")) {
                found.add(bundle);
            }
        }
        return found;
    }

    Router router(String network) throws Exception {
        return eventually.get("router of " + network, LIMIT, () -> service(Router.class, network));
    }

    PeerAdmin peerAdmin(String network) throws Exception {
        return eventually.get(
                "peers of " + network, LIMIT, () -> service(PeerAdmin.class, network));
    }

    NodeId nodeId(String network) throws Exception {
        return router(network).self().nodeId();
    }

    /** Where a network listens, once it does. */
    NodeAddress address(String network) throws Exception {
        return eventually.get(
                "endpoint of " + network,
                LIMIT,
                () ->
                        router(network).snapshot().transports().stream()
                                .flatMap(transport -> transport.endpoints().stream())
                                .findFirst()
                                .map(endpoint -> endpoint.nodeAddress(idOf(network))));
    }

    private NodeId idOf(String network) {
        try {
            return nodeId(network);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    <T> Optional<T> service(Class<T> type, String network) throws InvalidSyntaxException {
        return context.getServiceReferences(type, "(tendril.network=" + network + ")").stream()
                .findFirst()
                .map(context::getService);
    }

    /** The only connection of a network, once it is there. */
    RouterSnapshot.Link onlyLink(String network) throws Exception {
        return eventually.get(
                "one connection of " + network,
                LIMIT,
                () -> {
                    var links = router(network).snapshot().links();
                    return links.size() == 1 ? Optional.of(links.getFirst()) : Optional.empty();
                });
    }

    /** How many messages the echo reactor of a network has received. */
    long echoes(String network) throws Exception {
        return router(network).snapshot().channels().stream()
                .filter(channel -> channel.reactor().equals("echo"))
                .mapToLong(RouterSnapshot.ChannelState::receivedMessages)
                .sum();
    }

    /** Waits until a network has received more than {@code before} echo messages. */
    void echoesGrow(String network, long before) throws Exception {
        eventually.holds(network + " receives echoes", LIMIT, () -> echoes(network) > before);
    }

    /**
     * Components that are configured but not satisfied, with their states; empty when all is well.
     */
    List<String> unsatisfied() {
        var reference = context.getServiceReference(ServiceComponentRuntime.class);
        var runtime = context.getService(reference);
        var found = new ArrayList<String>();
        for (var description : runtime.getComponentDescriptionDTOs()) {
            for (var configuration : runtime.getComponentConfigurationDTOs(description)) {
                if (!isWell(configuration)) {
                    found.add(
                            description.name
                                    + " state "
                                    + configuration.state
                                    + " "
                                    + configuration.failure);
                }
            }
        }
        return found;
    }

    /** A part of a network is active; what belongs to none may wait until somebody uses it. */
    private static boolean isWell(ComponentConfigurationDTO configuration) {
        return configuration.state == ComponentConfigurationDTO.ACTIVE
                || (configuration.state == ComponentConfigurationDTO.SATISFIED
                        && !configuration.properties.containsKey("tendril.network"));
    }

    /** How many services of each type a network has, each activated. */
    TreeMap<String, Integer> services(String network) throws InvalidSyntaxException {
        var counts = new TreeMap<String, Integer>();
        ServiceReference<?>[] references =
                context.getAllServiceReferences(null, "(tendril.network=" + network + ")");
        if (references != null) {
            for (var reference : references) {
                // Components that wait for their first use are used now.
                context.getService(reference);
                for (var type : (String[]) reference.getProperty("objectClass")) {
                    counts.merge(type, 1, Integer::sum);
                }
            }
        }
        return counts;
    }

    @Override
    public void close() {
        timers.close();
    }
}
