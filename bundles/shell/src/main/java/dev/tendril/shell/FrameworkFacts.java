package dev.tendril.shell;

import dev.tendril.api.deploy.DeployedFile;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.shell.doctor.NodeFacts.BundleFact;
import dev.tendril.shell.doctor.NodeFacts.ComponentFact;
import dev.tendril.shell.doctor.NodeFacts.ReactorFact;
import dev.tendril.shell.doctor.NodeFacts.WantedComponent;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the framework and the service runtime say about a node. */
final class FrameworkFacts {

    private static final String NETWORK = "tendril.network";

    private final BundleContext context;

    FrameworkFacts(BundleContext context) {
        this.context = context;
    }

    /** All bundles but the framework's; closures only of those that lie in {@code deploy/}. */
    List<BundleFact> bundles(Optional<List<DeployedFile>> deployed) {
        var inDeploy =
                deployed.orElse(List.of()).stream()
                        .map(file -> file.bundle().split(" ", 2)[0])
                        .collect(Collectors.toSet());
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
                .map(bundle -> fact(bundle, inDeploy))
                .toList();
    }

    private BundleFact fact(Bundle bundle, Set<String> inDeploy) {
        var name = String.valueOf(bundle.getSymbolicName());
        return new BundleFact(
                name,
                bundle.getVersion().toString(),
                bundle.getBundleId(),
                isRunning(bundle),
                inDeploy.contains(name) ? closure(bundle) : List.of());
    }

    private static boolean isRunning(Bundle bundle) {
        if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null) {
            return bundle.getState() == Bundle.RESOLVED;
        }
        return bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING;
    }

    private List<String> closure(Bundle bundle) {
        return context
                .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .getDependencyClosure(List.of(bundle))
                .stream()
                .filter(other -> !other.equals(bundle))
                .map(other -> String.valueOf(other.getSymbolicName()))
                .sorted()
                .toList();
    }

    /** Components that are configured and do not run. */
    static List<ComponentFact> components(ServiceComponentRuntime runtime) {
        return runtime.getComponentDescriptionDTOs().stream()
                .flatMap(d -> runtime.getComponentConfigurationDTOs(d).stream())
                .flatMap(FrameworkFacts::fact)
                .toList();
    }

    private static Stream<ComponentFact> fact(ComponentConfigurationDTO component) {
        var name = component.description.name;
        var network = network(component.properties);
        return switch (component.state) {
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                    Stream.of(new ComponentFact(name, network, missing(component), ""));
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                    Stream.of(new ComponentFact(name, network, List.of(), failure(component)));
            default -> Stream.empty();
        };
    }

    private static List<String> missing(ComponentConfigurationDTO component) {
        return Arrays.stream(component.unsatisfiedReferences)
                .map(
                        reference -> {
                            var target = reference.target;
                            return target == null ? reference.name : reference.name + " " + target;
                        })
                .toList();
    }

    /** The innermost message: what is around it says only that activation failed. */
    private static String failure(ComponentConfigurationDTO component) {
        var text = String.valueOf(component.failure);
        return text.lines()
                .filter(line -> line.startsWith("Caused by: "))
                .map(line -> line.substring("Caused by: ".length()))
                .reduce((first, last) -> last)
                .or(() -> text.lines().findFirst())
                .orElse("unknown");
    }

    /** Configurations of networks, and whether a component takes each. */
    static List<WantedComponent> wanted(
            Optional<ConfigurationAdmin> configurations, ServiceComponentRuntime runtime) {
        var pids =
                runtime.getComponentDescriptionDTOs().stream()
                        .flatMap(FrameworkFacts::pids)
                        .collect(Collectors.toSet());
        return configurations.map(FrameworkFacts::ofNetworks).orElse(List.of()).stream()
                .map(
                        c ->
                                new WantedComponent(
                                        String.valueOf(c.getFactoryPid()),
                                        String.valueOf(c.getProperties().get(NETWORK)),
                                        pids.contains(String.valueOf(c.getFactoryPid()))))
                .toList();
    }

    private static Stream<String> pids(ComponentDescriptionDTO description) {
        return Arrays.stream(description.configurationPid);
    }

    private static List<Configuration> ofNetworks(ConfigurationAdmin configurations) {
        try {
            var found = configurations.listConfigurations("(" + NETWORK + "=*)");
            return found == null ? List.of() : List.of(found);
        } catch (IOException e) {
            return List.of();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("the filter is ours", e);
        }
    }

    /** All reactor services. */
    List<ReactorFact> reactors() {
        try {
            var references = context.getAllServiceReferences(Reactor.class.getName(), null);
            return references == null
                    ? List.of()
                    : Arrays.stream(references).map(FrameworkFacts::fact).toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("there is no filter", e);
        }
    }

    private static ReactorFact fact(ServiceReference<?> reference) {
        var name = reference.getProperty(Reactor.NAME);
        var bundle = reference.getBundle();
        return new ReactorFact(
                name == null ? "" : name.toString(),
                Constants.SCOPE_PROTOTYPE.equals(reference.getProperty(Constants.SERVICE_SCOPE)),
                bundle == null ? "a bundle that leaves" : String.valueOf(bundle.getSymbolicName()));
    }

    private static String network(Map<String, Object> properties) {
        return String.valueOf(properties.getOrDefault(NETWORK, ""));
    }
}
