package dev.tendril.reactor.extension;

import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.reactor.ReactorContext;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import java.util.List;

/** A fresh extension reactor for each network and start. */
@Component(
        service = Reactor.class,
        scope = ServiceScope.PROTOTYPE,
        property = {Reactor.NAME + "=extension", Reactor.LINKS + ":Boolean=true"})
public final class ExtensionComponent implements Reactor {

    private final Reactor extension = new ExtensionReactor();

    /** Called by the service runtime. */
    @Activate
    public ExtensionComponent() {}

    @Override
    public List<ChannelDescriptor<?>> channels() {
        return extension.channels();
    }

    @Override
    public void run(ReactorContext context) throws InterruptedException {
        extension.run(context);
    }
}
