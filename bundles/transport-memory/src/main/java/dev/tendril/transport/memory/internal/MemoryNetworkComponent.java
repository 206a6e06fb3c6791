package dev.tendril.transport.memory.internal;

import dev.tendril.transport.memory.LinkPolicy;
import dev.tendril.transport.memory.MemoryNetwork;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The one memory network of a framework, shared by all memory transports in it. */
@Component(service = MemoryNetworkComponent.class)
public final class MemoryNetworkComponent {

    private final MemoryNetwork network = new MemoryNetwork(LinkPolicy.PERFECT);

    /** Makes the network. */
    @Activate
    public MemoryNetworkComponent() {}

    MemoryNetwork network() {
        return network;
    }
}
