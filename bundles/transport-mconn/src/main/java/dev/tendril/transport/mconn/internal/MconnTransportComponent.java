package dev.tendril.transport.mconn.internal;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.Transport;
import dev.tendril.support.thread.Threads;
import dev.tendril.support.time.SystemTimers;
import dev.tendril.transport.mconn.ListenAddress;
import dev.tendril.transport.mconn.MconnOptions;
import dev.tendril.transport.mconn.MconnTransport;
import dev.tendril.wire.NodeInfoDialect;

import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The transport of one network, as configured. Its connections live on when it is deactivated. */
@Component(
        service = Transport.class,
        immediate = true,
        configurationPid = "dev.tendril.transport.mconn",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = "tendril.transport=mconn")
public final class MconnTransportComponent implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(MconnTransportComponent.class);

    private final SystemTimers timers = new SystemTimers(MconnTransportComponent::failed);
    private final MconnTransport transport;

    /**
     * The configuration {@code dev.tendril.transport.mconn}; rates are bytes per second, 0 is no
     * limit.
     */
    public @interface Config {
        /** Where to listen; none only dials. */
        String[] laddr() default {};

        /** Data in a packet that is sent. */
        int max__packet__msg__payload__size() default 1_024;

        /** Data in a packet that is accepted. */
        int max__packet__msg__payload__size__recv() default 1_000_000;

        /** To one peer. */
        long send__rate() default 5_120_000;

        /** From one peer. */
        long recv__rate() default 5_120_000;

        /** From one ping to the next. */
        long ping__interval__ms() default 60_000;

        /** How long nothing may come after a ping. */
        long pong__timeout__ms() default 45_000;

        /** How long the peer may take nothing. */
        long write__stall__ms() default 45_000;

        /** How long a part waits for more parts; 0 sends as soon as no more wait. */
        long flush__interval__ms() default 0;

        /** Most inbound connections; -1 leaves it to the peer manager. */
        int max__inbound__connections() default -1;

        /** {@code standard} or {@code tenderdash}. */
        String node__info__dialect() default "standard";
    }

    /** Listens; loads all classes of the bundle, since a bundle that has gone can load no more. */
    @Activate
    public MconnTransportComponent(BundleContext context, Config config) throws IOException {
        try {
            loadAllClasses(context);
            transport =
                    new MconnTransport(
                            options(config),
                            timers,
                            Threads.virtual(),
                            MconnTransportComponent::failed);
        } catch (IOException | IllegalArgumentException e) {
            timers.close();
            LOG.error("mconn does not start: {}", e.getMessage());
            throw e;
        }
        LOG.info("mconn listens on {}", transport.endpoints());
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

    /**
     * What {@code config} asks for; an {@link IllegalArgumentException} names what is out of range.
     */
    static MconnOptions options(Config config) {
        int inboundMax = config.max__inbound__connections();
        MconnOptions defaults = MconnOptions.defaults();
        MconnOptions.Limits limits = defaults.limits();
        return defaults.withListen(Arrays.stream(config.laddr()).map(ListenAddress::parse).toList())
                .withPayloads(
                        new MconnOptions.Payloads(
                                config.max__packet__msg__payload__size(),
                                config.max__packet__msg__payload__size__recv()))
                .withRates(
                        new MconnOptions.Rates(
                                config.send__rate(),
                                config.recv__rate(),
                                Duration.ofMillis(config.flush__interval__ms())))
                .withLiveness(
                        new MconnOptions.Liveness(
                                Duration.ofMillis(config.ping__interval__ms()),
                                Duration.ofMillis(config.pong__timeout__ms()),
                                Duration.ofMillis(config.write__stall__ms())))
                .withLimits(
                        new MconnOptions.Limits(
                                inboundMax < 0 ? limits.inboundMax() : inboundMax,
                                limits.heldMaxBytes(),
                                limits.heldMaxNodeBytes(),
                                limits.leasedBuffersMax()))
                .withDialect(
                        NodeInfoDialect.valueOf(
                                config.node__info__dialect().toUpperCase(Locale.ROOT)));
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
