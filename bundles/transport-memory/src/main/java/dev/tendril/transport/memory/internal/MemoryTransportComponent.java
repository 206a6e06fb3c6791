package dev.tendril.transport.memory.internal;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.Transport;
import dev.tendril.support.time.SystemTimers;
import dev.tendril.transport.memory.KeyProof;
import dev.tendril.transport.memory.MemoryOptions;
import dev.tendril.transport.memory.MemoryTransport;

import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The memory transport of one network, as configured. Its connections live on when it is
 * deactivated.
 */
@Component(
        service = Transport.class,
        immediate = true,
        configurationPid = "dev.tendril.transport.memory",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = "tendril.transport=memory")
public final class MemoryTransportComponent implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryTransportComponent.class);

    private final SystemTimers timers = new SystemTimers(MemoryTransportComponent::failed);
    private final MemoryTransport transport;

    /** The configuration {@code dev.tendril.transport.memory}. */
    public @interface Config {
        /** The name under which it listens in the memory network of this JVM. */
        String address();
    }

    /** Listens; loads all classes of the bundle, since a bundle that has gone can load no more. */
    @Activate
    public MemoryTransportComponent(
            BundleContext context,
            @Reference(name = "memoryNetwork") MemoryNetworkComponent network,
            Config config)
            throws IOException {
        try {
            loadAllClasses(context);
            transport =
                    MemoryTransport.listen(
                            network.network(),
                            new Endpoint.Local(Protocol.MEMORY, config.address()),
                            MemoryOptions.DEFAULTS,
                            timers,
                            KeyProof.ed25519(),
                            new SecureRandom());
        } catch (IOException | IllegalArgumentException e) {
            timers.close();
            LOG.error("memory transport does not start: {}", e.getMessage());
            throw e;
        }
        LOG.info("memory transport listens on {}", transport.endpoints());
    }

    /** Stops listening; the clock runs until the last connection has ended. */
    @Deactivate
    public void deactivate() {
        transport.closeThen(timers::close);
    }

    @Override
    public Set<Protocol> protocols() {
        return transport.protocols();
    }

    @Override
    public List<Endpoint> endpoints() {
        return transport.endpoints();
    }

    @Override
    public Connection accept() throws InterruptedException, IOException {
        return transport.accept();
    }

    @Override
    public Connection dial(Endpoint endpoint, Deadline deadline)
            throws InterruptedException, IOException {
        return transport.dial(endpoint, deadline);
    }

    @Override
    public Map<String, Long> counters() {
        return transport.counters();
    }

    @Override
    public void close() {
        transport.close();
    }

    @Override
    public String toString() {
        return transport.toString();
    }

    private static void loadAllClasses(BundleContext context) {
        BundleWiring wiring = context.getBundle().adapt(BundleWiring.class);
        int own = BundleWiring.LISTRESOURCES_LOCAL | BundleWiring.LISTRESOURCES_RECURSE;
        for (String resource : wiring.listResources("/", "*.class", own)) {
            if (resource.endsWith("-info.class")) {
                continue;
            }
            String name = resource.substring(0, resource.length() - 6).replace('/', '.');
            try {
                Class.forName(name, false, wiring.getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                LOG.warn("class not loaded ahead, name: {}", name, e);
            }
        }
    }

    private static void failed(String thread, Throwable failure) {
        LOG.error("thread failed, name: {}", thread, failure);
    }
}
