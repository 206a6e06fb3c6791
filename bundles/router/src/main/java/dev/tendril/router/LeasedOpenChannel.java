package dev.tendril.router;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.BroadcastResult;
import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.Envelope;
import dev.tendril.api.channel.SendResult;
import dev.tendril.api.router.ChannelClosedException;
import dev.tendril.api.router.OpenChannel;
import dev.tendril.api.time.Deadline;
import dev.tendril.router.inbox.Mail;
import dev.tendril.router.inbox.MailboxClosedException;

import java.util.Optional;

/** A channel in both directions for a program that embeds a router. */
final class LeasedOpenChannel<M> implements OpenChannel<M> {

    private final LeasedChannel<M> outbound;
    private final Lease lease;
    private final Runnable release;

    /**
     * A channel.
     *
     * @param release gives it back; may be repeated
     */
    LeasedOpenChannel(ChannelDescriptor<M> descriptor, Lease lease, Runnable release) {
        this.outbound = new LeasedChannel<>(descriptor, lease);
        this.lease = lease;
        this.release = release;
    }

    @Override
    public ChannelDescriptor<M> descriptor() {
        return outbound.descriptor();
    }

    @Override
    public SendResult send(PeerRef to, M message) {
        return outbound.send(to, message);
    }

    @Override
    public SendResult send(PeerRef to, M message, Deadline deadline) throws InterruptedException {
        return outbound.send(to, message, deadline);
    }

    @Override
    public BroadcastResult broadcast(M message) {
        return outbound.broadcast(message);
    }

    @Override
    public void report(PeerRef from, Behaviour behaviour) {
        outbound.report(from, behaviour);
    }

    @Override
    public Envelope<M> receive() throws InterruptedException, ChannelClosedException {
        while (true) {
            var envelope = receive(Deadline.NEVER);
            if (envelope.isPresent()) {
                return envelope.get();
            }
        }
    }

    @Override
    public Optional<Envelope<M>> receive(Deadline deadline)
            throws InterruptedException, ChannelClosedException {
        while (true) {
            var mail = take(deadline);
            if (mail.isEmpty()) {
                return Optional.empty();
            }
            if (mail.get() instanceof Mail.Message message) {
                var port = lease.port(descriptor().id()).orElseThrow(this::closed);
                var decoded = Decoder.decode(descriptor(), port, message.from(), message.bytes());
                if (decoded.isPresent()) {
                    return Optional.of(new Envelope<>(message.from(), decoded.get()));
                }
            }
        }
    }

    private Optional<Mail> take(Deadline deadline)
            throws InterruptedException, ChannelClosedException {
        try {
            return lease.mailbox().orElseThrow(this::closed).take(deadline);
        } catch (MailboxClosedException over) {
            throw closed();
        }
    }

    private ChannelClosedException closed() {
        return new ChannelClosedException(descriptor().id());
    }

    @Override
    public void close() {
        lease.end();
        release.run();
    }
}
