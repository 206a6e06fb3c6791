package dev.tendril.router.component;

import dev.tendril.api.reactor.Reactor;
import dev.tendril.router.ReactorSource;

import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

import java.util.Optional;

/** Fresh reactors from a prototype-scope service. */
final class ServiceReactorSource implements ReactorSource {

    private final ComponentServiceObjects<Reactor> objects;
    private final String name;
    private final boolean hasLinks;
    private final String owner;

    ServiceReactorSource(ComponentServiceObjects<Reactor> objects, String name, boolean hasLinks) {
        this.objects = objects;
        this.name = name;
        this.hasLinks = hasLinks;
        this.owner = owner(objects.getServiceReference());
    }

    /** Symbolic name and version of the bundle that provides a service. */
    static String owner(ServiceReference<?> reference) {
        var bundle = reference.getBundle();
        return bundle == null ? "" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean hasLinks() {
        return hasLinks;
    }

    @Override
    public String owner() {
        return owner;
    }

    @Override
    public Optional<Reactor> fresh() {
        return Optional.ofNullable(objects.getService());
    }

    @Override
    public void release(Reactor reactor) {
        try {
            objects.ungetService(reactor);
        } catch (IllegalStateException | IllegalArgumentException gone) {
            // While its bundle leaves, the framework has given it back before us.
        }
    }
}
