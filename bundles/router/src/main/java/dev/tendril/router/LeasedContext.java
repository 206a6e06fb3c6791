package dev.tendril.router;

import dev.tendril.api.channel.Channel;
import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.peer.Peers;
import dev.tendril.api.reactor.Links;
import dev.tendril.api.reactor.ReactorContext;
import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.api.reactor.Settings;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.router.inbox.Mail;
import dev.tendril.router.inbox.MailboxClosedException;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * All a reactor gets, for one start. Kept by the reactor's own thread only; once it has ended
 * nothing of ours is reached.
 */
final class LeasedContext implements ReactorContext {

    private final NodeParts node;
    private final Lease lease;
    private final Map<ChannelId, ChannelDescriptor<?>> channels = new TreeMap<>();
    private final Optional<Links> links;
    private final Settings settings;
    private final RandomGenerator random;
    private final LeasedPeers peers;
    private final LeasedTimers timers;

    LeasedContext(
            NodeParts node,
            Lease lease,
            Iterable<ChannelDescriptor<?>> descriptors,
            Optional<Links> links,
            Settings settings,
            RandomGenerator random) {
        this.node = node;
        this.lease = lease;
        descriptors.forEach(descriptor -> channels.put(descriptor.id(), descriptor));
        this.links = links;
        this.settings = settings;
        this.random = random;
        this.peers = new LeasedPeers(node.peers());
        this.timers = new LeasedTimers(node.timers());
    }

    /** Takes everything back. */
    void end() {
        lease.end();
        peers.end();
        timers.end();
    }

    @Override
    public String network() {
        return node.network();
    }

    @Override
    public NodeInfo self() {
        return node.self().now();
    }

    @Override
    public <M> Channel<M> channel(ChannelDescriptor<M> descriptor) {
        if (!channels.containsKey(descriptor.id())) {
            throw new IllegalArgumentException(
                    "channel is none of this reactor's: " + descriptor.id());
        }
        return new LeasedChannel<>(descriptor, lease);
    }

    @Override
    public Peers peers() {
        return peers;
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Links links() {
        return links.orElseThrow(
                () -> new IllegalStateException("reactor does not declare that it changes links"));
    }

    @Override
    public ReactorEvent next() throws InterruptedException {
        return next(Deadline.NEVER);
    }

    @Override
    public ReactorEvent next(Deadline deadline) throws InterruptedException {
        while (true) {
            var mail = take(deadline);
            if (mail.isEmpty()) {
                return new ReactorEvent.Due(deadline);
            }
            var event =
                    switch (mail.get()) {
                        case Mail.Event(ReactorEvent as) -> Optional.of(as);
                        case Mail.Message message -> received(message);
                    };
            if (event.isPresent()) {
                return event.get();
            }
        }
    }

    private Optional<Mail> take(Deadline deadline) throws InterruptedException {
        try {
            return lease.mailbox().orElseThrow(LeasedContext::stopped).take(deadline);
        } catch (MailboxClosedException over) {
            throw stopped();
        }
    }

    private Optional<ReactorEvent> received(Mail.Message message) throws InterruptedException {
        var port = lease.port(message.channel()).orElseThrow(LeasedContext::stopped);
        var descriptor = channels.get(message.channel());
        return descriptor == null
                ? Optional.empty()
                : received(descriptor, port, message).map(event -> event);
    }

    private static <M> Optional<ReactorEvent.Received> received(
            ChannelDescriptor<M> descriptor, ChannelPort port, Mail.Message message) {
        return Decoder.decode(descriptor, port, message.from(), message.bytes())
                .map(
                        decoded ->
                                new ReactorEvent.Received(
                                        message.from(), message.channel(), decoded));
    }

    private static InterruptedException stopped() {
        return new InterruptedException("reactor is stopped");
    }

    /** What all reactors of a node share. */
    record NodeParts(String network, SelfInfo self, PeersSlot peers, Timers timers) {}
}
