package dev.tendril.shell;

import dev.tendril.support.count.Counters;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** What is counted of the sessions at the socket; outlives the socket. */
@Component(service = SessionsComponent.class)
public final class SessionsComponent {

    private final Counters counters = new Counters();

    /** Called by the service runtime. */
    @Activate
    public SessionsComponent() {}

    Counters counters() {
        return counters;
    }
}
