package dev.tendril.metrics;

import dev.tendril.api.metrics.Metrics;
import dev.tendril.api.metrics.Sample;
import dev.tendril.api.peer.PeerAdmin;
import dev.tendril.api.router.Router;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The figures of one network: the one its configuration names. */
@Component(
        service = Metrics.class,
        configurationPid = "dev.tendril.metrics",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class MetricsComponent implements Metrics {

    private static final String NETWORK = "tendril.network";

    private final Map<String, Router> routers = new ConcurrentSkipListMap<>();
    private final Map<String, PeerAdmin> admins = new ConcurrentSkipListMap<>();
    private final String network;
    private final Metrics metrics;

    /** The configuration {@code dev.tendril.metrics}; service properties carry the network. */
    public @interface Config {
        /** {@return the network, property {@code tendril.network}} */
        String tendril_network();

        /** {@return what every name begins with, property {@code namespace}} */
        String namespace() default NodeMetrics.NAMESPACE;
    }

    /**
     * The figures of the network of {@code config}.
     *
     * @param config network and namespace
     */
    @Activate
    public MetricsComponent(Config config) {
        network = config.tendril_network();
        metrics = new NodeMetrics(config.namespace(), this::figures);
    }

    @Override
    public List<Sample> samples() {
        return metrics.samples();
    }

    @Override
    public String exposition() {
        return metrics.exposition();
    }

    private List<NetworkFigures> figures() {
        return List.of(
                new NetworkFigures(
                        network,
                        Optional.ofNullable(routers.get(network)).map(Router::snapshot),
                        Optional.ofNullable(admins.get(network)).map(PeerAdmin::snapshot)));
    }

    @Reference(
            service = Router.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRouter(Router router, Map<String, Object> properties) {
        routers.put(network(properties), router);
    }

    void unbindRouter(Router router, Map<String, Object> properties) {
        routers.remove(network(properties), router);
    }

    @Reference(
            service = PeerAdmin.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAdmin(PeerAdmin admin, Map<String, Object> properties) {
        admins.put(network(properties), admin);
    }

    void unbindAdmin(PeerAdmin admin, Map<String, Object> properties) {
        admins.remove(network(properties), admin);
    }

    private static String network(Map<String, Object> properties) {
        return String.valueOf(properties.getOrDefault(NETWORK, ""));
    }
}
