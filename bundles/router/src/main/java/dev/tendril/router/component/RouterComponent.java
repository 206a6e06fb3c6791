package dev.tendril.router.component;

import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.identity.NodeIdentity;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.peer.PeerManager;
import dev.tendril.api.peer.Peers;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.router.ChannelInUseException;
import dev.tendril.api.router.OpenChannel;
import dev.tendril.api.router.Router;
import dev.tendril.api.router.RouterSnapshot;
import dev.tendril.api.transport.Transport;

import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.annotations.ReferenceScope;

import java.util.Map;
import java.util.Optional;

/**
 * The router of one network as a service. Bind methods only note what came or went and wake the
 * router; they may come concurrently and, while the component is deactivated, after {@link #stop}.
 */
@Component(
        service = Router.class,
        configurationPid = "dev.tendril.router",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
public final class RouterComponent implements Router {

    private final Network network;

    /** The router of a configured network; it begins with {@link #start}. */
    @Activate
    public RouterComponent(
            @Reference(name = "identity") NodeIdentity identity, Map<String, Object> properties) {
        this.network = new Network(identity, RouterConfig.parse(properties));
    }

    /** Begins, after what is there already was bound. */
    @Activate
    void start() {
        network.start();
    }

    /** Takes the reactors' list and settings over; other changes begin the network anew. */
    @Modified
    void modified(Map<String, Object> properties) {
        network.change(RouterConfig.parse(properties));
    }

    /** Ends within seconds. */
    @Deactivate
    void stop() {
        network.stop();
    }

    @Reference(
            name = "peerManager",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPeerManager(PeerManager manager) {
        network.bindManager(manager);
    }

    void unbindPeerManager(PeerManager manager) {
        network.unbindManager(manager);
    }

    @Reference(
            name = "peers",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPeers(Peers peers) {
        network.bindPeers(peers);
    }

    void unbindPeers(Peers peers) {
        network.unbindPeers(peers);
    }

    @Reference(
            name = "transports",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTransport(Transport transport, ServiceReference<Transport> reference) {
        var name = reference.getProperty("tendril.transport");
        network.bindTransport(
                transport,
                name == null ? "" : name.toString(),
                ServiceReactorSource.owner(reference));
    }

    void unbindTransport(Transport transport) {
        network.unbindTransport(transport);
    }

    @Reference(
            name = "reactors",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            scope = ReferenceScope.PROTOTYPE_REQUIRED)
    void bindReactor(ComponentServiceObjects<Reactor> reactors) {
        network.bindReactor(reactors);
    }

    void unbindReactor(ComponentServiceObjects<Reactor> reactors) {
        network.unbindReactor(reactors);
    }

    @Override
    public String network() {
        return network.router().network();
    }

    @Override
    public NodeInfo self() {
        return network.router().self();
    }

    @Override
    public <M> OpenChannel<M> openChannel(ChannelDescriptor<M> descriptor)
            throws ChannelInUseException {
        return network.router().openChannel(descriptor);
    }

    @Override
    public Optional<Reason> retry(String reactor) {
        return network.router().retry(reactor);
    }

    @Override
    public RouterSnapshot snapshot() {
        return network.router().snapshot();
    }
}
