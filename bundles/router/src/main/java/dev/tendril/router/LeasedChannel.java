package dev.tendril.router;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.BroadcastResult;
import dev.tendril.api.channel.Channel;
import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.SendResult;
import dev.tendril.api.time.Deadline;

/** A channel as its holder sees it. Encodes in the caller's thread, once for all peers. */
final class LeasedChannel<M> implements Channel<M> {

    private final ChannelDescriptor<M> descriptor;
    private final Lease lease;

    LeasedChannel(ChannelDescriptor<M> descriptor, Lease lease) {
        this.descriptor = descriptor;
        this.lease = lease;
    }

    @Override
    public ChannelDescriptor<M> descriptor() {
        return descriptor;
    }

    @Override
    public SendResult send(PeerRef to, M message) {
        var port = lease.port(descriptor.id());
        if (port.isEmpty()) {
            return SendResult.CLOSED;
        }
        var obstacle = port.get().obstacle(to);
        return obstacle.isPresent()
                ? obstacle.get()
                : port.get().queue(to, descriptor.codec().encode(message));
    }

    @Override
    public SendResult send(PeerRef to, M message, Deadline deadline) throws InterruptedException {
        var port = lease.port(descriptor.id());
        if (port.isEmpty()) {
            return SendResult.CLOSED;
        }
        var obstacle = port.get().obstacle(to);
        return obstacle.isPresent()
                ? obstacle.get()
                : port.get().queue(to, descriptor.codec().encode(message), deadline);
    }

    @Override
    public BroadcastResult broadcast(M message) {
        var port = lease.port(descriptor.id());
        return port.isEmpty()
                ? new BroadcastResult(0, 0, SendResult.CLOSED)
                : port.get().broadcast(descriptor.codec().encode(message));
    }

    @Override
    public void report(PeerRef from, Behaviour behaviour) {
        lease.port(descriptor.id()).ifPresent(port -> port.report(from, behaviour));
    }
}
