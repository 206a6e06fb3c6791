package dev.tendril.shell.doctor;

import dev.tendril.api.deploy.DeployedFile;
import dev.tendril.shell.view.NetworkState;

import java.util.List;
import java.util.Optional;

/**
 * All a diagnosis is made from.
 *
 * @param networks what the networks show
 * @param bundles all bundles
 * @param components configurations of components that do not run
 * @param wantedComponents components that are configured and whose bundle may be missing
 * @param reactors the reactor services
 * @param deployed the files of {@code deploy/}; empty when nobody watches it
 * @param refusedSessions sessions at the socket that were refused because there were too many
 */
public record NodeFacts(
        List<NetworkState> networks,
        List<BundleFact> bundles,
        List<ComponentFact> components,
        List<WantedComponent> wantedComponents,
        List<ReactorFact> reactors,
        Optional<List<DeployedFile>> deployed,
        long refusedSessions) {

    /** Checks what the components promise; collections are copied. */
    public NodeFacts {
        networks = List.copyOf(networks);
        bundles = List.copyOf(bundles);
        components = List.copyOf(components);
        wantedComponents = List.copyOf(wantedComponents);
        reactors = List.copyOf(reactors);
    }

    /**
     * A bundle.
     *
     * @param name its symbolic name
     * @param version its version
     * @param id its number
     * @param running whether it is active, being started on demand, or a fragment in place
     * @param closure names of the other bundles that stop when it is updated
     */
    public record BundleFact(
            String name, String version, long id, boolean running, List<String> closure) {

        /** Checks what the components promise; collections are copied. */
        public BundleFact {
            closure = List.copyOf(closure);
        }
    }

    /**
     * A component that is configured but not satisfied, or that has failed.
     *
     * @param name its name
     * @param network the network of its configuration; empty when it has none
     * @param missing names of its unsatisfied references, with their filters
     * @param failure what it threw at activation; empty when it did not
     */
    public record ComponentFact(String name, String network, List<String> missing, String failure) {

        /** Checks what the components promise; collections are copied. */
        public ComponentFact {
            missing = List.copyOf(missing);
        }
    }

    /**
     * A configuration, and whether any bundle has a component for it.
     *
     * @param pid the factory PID
     * @param network the network it is for
     * @param known whether some component takes it
     */
    public record WantedComponent(String pid, String network, boolean known) {}

    /**
     * A reactor service.
     *
     * @param name the name it goes by; empty when it says none
     * @param prototype whether each network gets an object of its own
     * @param owner its bundle
     */
    public record ReactorFact(String name, boolean prototype, String owner) {}
}
