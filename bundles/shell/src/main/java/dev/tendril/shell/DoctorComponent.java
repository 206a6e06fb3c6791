package dev.tendril.shell;

import dev.tendril.shell.command.Words;
import dev.tendril.shell.doctor.Doctor;
import dev.tendril.shell.doctor.FindingsView;
import dev.tendril.shell.doctor.NodeFacts;
import dev.tendril.shell.socket.SocketServer;
import dev.tendril.shell.view.NetworkState;

import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The command that says what is wrong. */
@Component(service = DoctorComponent.class)
@GogoCommand(scope = "p2p", function = "doctor")
public final class DoctorComponent {

    private final FrameworkFacts framework;
    private final NodeServicesComponent services;
    private final SessionsComponent sessions;
    private final ServiceComponentRuntime runtime;
    private final AtomicReference<Optional<ConfigurationAdmin>> configurations =
            new AtomicReference<>(Optional.empty());

    /** The command over these services. */
    @Activate
    public DoctorComponent(
            BundleContext context,
            @Reference(name = "services") NodeServicesComponent services,
            @Reference(name = "sessions") SessionsComponent sessions,
            @Reference(name = "runtime") ServiceComponentRuntime runtime) {
        this.framework = new FrameworkFacts(context);
        this.services = services;
        this.sessions = sessions;
        this.runtime = runtime;
    }

    @Reference(
            service = ConfigurationAdmin.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindConfigurations(ConfigurationAdmin admin) {
        configurations.set(Optional.of(admin));
    }

    void unbindConfigurations(ConfigurationAdmin admin) {
        configurations.updateAndGet(now -> now.filter(current -> !current.equals(admin)));
    }

    /** What is wrong. */
    @Descriptor("what is wrong with this node, and what helps")
    public void doctor(
            @Descriptor("table (for people) or json (for programs)")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("nothing more") String... words) {
        Words.none("doctor", words);
        System.out.print(FindingsView.of(Doctor.diagnose(facts())).print(output));
    }

    private NodeFacts facts() {
        var deployed = services.deployedFiles();
        return new NodeFacts(
                services.networks().stream().map(this::state).toList(),
                framework.bundles(deployed),
                FrameworkFacts.components(runtime),
                FrameworkFacts.wanted(configurations.get(), runtime),
                framework.reactors(),
                deployed,
                sessions.counters().get(SocketServer.REFUSED));
    }

    private NetworkState state(String network) {
        return new NetworkState(
                network,
                services.router(network).map(router -> router.snapshot()),
                services.admin(network).map(admin -> admin.snapshot()));
    }
}
