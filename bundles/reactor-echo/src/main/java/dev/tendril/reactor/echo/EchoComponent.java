package dev.tendril.reactor.echo;

import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.reactor.ReactorContext;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import java.util.List;
import java.util.Optional;

/**
 * A fresh echo reactor for each network and start. Its reply is the manifest's {@code Echo-Reply}.
 */
@Component(
        service = Reactor.class,
        scope = ServiceScope.PROTOTYPE,
        property = Reactor.NAME + "=echo")
public final class EchoComponent implements Reactor {

    private final Reactor echo;

    /** The reactor of {@code context}'s bundle. */
    @Activate
    public EchoComponent(BundleContext context) {
        var reply = context.getBundle().getHeaders().get("Echo-Reply");
        echo = new EchoReactor(Optional.ofNullable(reply));
    }

    @Override
    public List<ChannelDescriptor<?>> channels() {
        return echo.channels();
    }

    @Override
    public void run(ReactorContext context) throws InterruptedException {
        echo.run(context);
    }
}
