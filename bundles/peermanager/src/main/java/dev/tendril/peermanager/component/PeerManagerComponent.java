package dev.tendril.peermanager.component;

import dev.tendril.api.admission.AdmissionFilter;
import dev.tendril.api.identity.NodeIdentity;
import dev.tendril.api.peer.PeerAdmin;
import dev.tendril.api.peer.PeerManager;
import dev.tendril.api.peer.Peers;
import dev.tendril.api.store.PeerStore;
import dev.tendril.peermanager.NodePeerManager;
import dev.tendril.peermanager.PeerManagerEnvironment;
import dev.tendril.support.thread.Threads;
import dev.tendril.support.time.SystemTimers;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The peer manager of one network as three services. It is there before a store is, waits a little
 * for one before it dials, and takes one in whenever it comes. Bind methods may be called
 * concurrently, late and repeatedly.
 */
@Component(
        service = {PeerManager.class, Peers.class, PeerAdmin.class},
        configurationPid = "dev.tendril.peermanager",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
public final class PeerManagerComponent extends NodePeerManager {

    private static final Logger LOG = LoggerFactory.getLogger(PeerManagerComponent.class);

    private final NodeIdentity identity;
    private final SystemTimers timers;

    /** The peer manager of a configured network. */
    @Activate
    public PeerManagerComponent(
            @Reference(name = "identity") NodeIdentity identity, Map<String, Object> properties) {
        this(
                identity,
                properties,
                new SystemTimers((name, failure) -> LOG.error("Timer failed", failure)));
    }

    private PeerManagerComponent(
            NodeIdentity identity, Map<String, Object> properties, SystemTimers timers) {
        super(
                PeerManagerConfig.parse(properties, identity.nodeId()),
                new PeerManagerEnvironment(
                        identity.nodeId(),
                        timers,
                        InstantSource.system(),
                        new SplittableRandom(new SecureRandom().nextLong()),
                        Threads.virtual()));
        this.identity = identity;
        this.timers = timers;
        PeerManagerConfig.bookFile(properties).ifPresent(this::importBook);
    }

    /** Takes changed options over; nothing begins anew. */
    @Modified
    void modified(Map<String, Object> properties) {
        options(PeerManagerConfig.parse(properties, identity.nodeId()));
    }

    /** Ends within seconds; connections live on with the router. */
    @Deactivate
    void stop() {
        close();
        timers.close();
    }

    @Reference(
            name = "peerStore",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPeerStore(PeerStore store) {
        bindStore(store);
    }

    void unbindPeerStore(PeerStore store) {
        unbindStore(store);
    }

    @Reference(
            name = "filter",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAdmissionFilter(AdmissionFilter filter) {
        bindFilter(filter);
    }

    void unbindAdmissionFilter(AdmissionFilter filter) {
        unbindFilter(filter);
    }
}
