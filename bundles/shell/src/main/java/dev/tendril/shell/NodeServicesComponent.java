package dev.tendril.shell;

import dev.tendril.api.config.Overrides;
import dev.tendril.api.deploy.DeployedFile;
import dev.tendril.api.deploy.Deployments;
import dev.tendril.api.metrics.Metrics;
import dev.tendril.api.peer.PeerAdmin;
import dev.tendril.api.router.Router;
import dev.tendril.shell.command.Node;
import dev.tendril.shell.command.ServiceTable;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The services of all networks, as they come and go. */
@Component(service = NodeServicesComponent.class)
public final class NodeServicesComponent implements Node {

    private static final String NETWORK = "tendril.network";

    private final ServiceTable<Router> routers = new ServiceTable<>();
    private final ServiceTable<PeerAdmin> admins = new ServiceTable<>();
    private final ServiceTable<Overrides> overrides = new ServiceTable<>();
    private final ServiceTable<Metrics> metrics = new ServiceTable<>();
    private final ServiceTable<Deployments> deployments = new ServiceTable<>();

    /** Called by the service runtime. */
    @Activate
    public NodeServicesComponent() {}

    @Override
    public List<String> networks() {
        return Stream.of(routers.networks(), admins.networks(), overrides.networks())
                .flatMap(names -> names)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Optional<Router> router(String network) {
        return routers.of(network);
    }

    @Override
    public Optional<PeerAdmin> admin(String network) {
        return admins.of(network);
    }

    @Override
    public Optional<Overrides> overrides(String network) {
        return overrides.of(network);
    }

    @Override
    public Optional<Metrics> metrics(String network) {
        return metrics.of(network);
    }

    /** The files of {@code deploy/}; empty when nobody watches it. */
    Optional<List<DeployedFile>> deployedFiles() {
        return deployments.of("").map(Deployments::files);
    }

    @Reference(
            service = Router.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRouter(Router router, Map<String, Object> properties) {
        routers.add(network(properties), router);
    }

    void unbindRouter(Router router) {
        routers.remove(router);
    }

    @Reference(
            service = PeerAdmin.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAdmin(PeerAdmin admin, Map<String, Object> properties) {
        admins.add(network(properties), admin);
    }

    void unbindAdmin(PeerAdmin admin) {
        admins.remove(admin);
    }

    @Reference(
            service = Overrides.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindOverrides(Overrides changed, Map<String, Object> properties) {
        overrides.add(network(properties), changed);
    }

    void unbindOverrides(Overrides changed) {
        overrides.remove(changed);
    }

    @Reference(
            service = Metrics.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindMetrics(Metrics counted, Map<String, Object> properties) {
        metrics.add(network(properties), counted);
    }

    void unbindMetrics(Metrics counted) {
        metrics.remove(counted);
    }

    @Reference(
            service = Deployments.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindDeployments(Deployments watched) {
        deployments.add("", watched);
    }

    void unbindDeployments(Deployments watched) {
        deployments.remove(watched);
    }

    private static String network(Map<String, Object> properties) {
        return String.valueOf(properties.getOrDefault(NETWORK, ""));
    }
}
