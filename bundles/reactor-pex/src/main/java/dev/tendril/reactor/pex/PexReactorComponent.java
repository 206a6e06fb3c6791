package dev.tendril.reactor.pex;

import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.reactor.ReactorContext;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import java.util.List;

/** A fresh peer exchange for each network and start. */
@Component(
        service = Reactor.class,
        scope = ServiceScope.PROTOTYPE,
        property = Reactor.NAME + "=pex")
public final class PexReactorComponent implements Reactor {

    private final Reactor pex = new PexReactor();

    /** A reactor that has not started. */
    @Activate
    public PexReactorComponent() {}

    @Override
    public List<ChannelDescriptor<?>> channels() {
        return pex.channels();
    }

    @Override
    public void run(ReactorContext context) throws InterruptedException {
        pex.run(context);
    }
}
