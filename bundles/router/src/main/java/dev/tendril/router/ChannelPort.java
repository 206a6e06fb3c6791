package dev.tendril.router;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.BroadcastResult;
import dev.tendril.api.channel.SendResult;
import dev.tendril.api.time.Deadline;
import dev.tendril.router.queue.Offer;
import dev.tendril.support.count.Counters;

import java.util.Optional;

/** Our side of a channel: bytes to queues. Knows nothing of the classes of its holder. */
final class ChannelPort {

    private final ChannelSpec spec;
    private final String holder;
    private final Switchboard board;
    private final ManagerSlot managers;
    private final DropCounts drops;
    private final Counters counters;

    ChannelPort(
            ChannelSpec spec,
            String holder,
            Switchboard board,
            ManagerSlot managers,
            DropCounts drops,
            Counters counters) {
        this.spec = spec;
        this.holder = holder;
        this.board = board;
        this.managers = managers;
        this.drops = drops;
        this.counters = counters;
    }

    /** Why nothing can be sent to {@code to}; asked before a message is encoded. */
    Optional<SendResult> obstacle(PeerRef to) {
        var link = board.table().link(to);
        if (link.isEmpty()) {
            return Optional.of(SendResult.NO_PEER);
        }
        return link.get().canUse(spec.id()) ? Optional.empty() : Optional.of(SendResult.NO_CHANNEL);
    }

    boolean isTooLarge(byte[] message) {
        return message.length > spec.messageSizeMaxBytes();
    }

    SendResult queue(PeerRef to, byte[] message) {
        if (isTooLarge(message)) {
            return SendResult.TOO_LARGE;
        }
        var link = board.table().link(to);
        return link.isEmpty()
                ? SendResult.NO_PEER
                : counted(link.get(), link.get().queue().offer(spec.lane(), message));
    }

    SendResult queue(PeerRef to, byte[] message, Deadline deadline) throws InterruptedException {
        if (isTooLarge(message)) {
            return SendResult.TOO_LARGE;
        }
        var link = board.table().link(to);
        return link.isEmpty()
                ? SendResult.NO_PEER
                : counted(link.get(), link.get().queue().offer(spec.lane(), message, deadline));
    }

    BroadcastResult broadcast(byte[] message) {
        if (isTooLarge(message)) {
            return new BroadcastResult(0, 0, SendResult.TOO_LARGE);
        }
        var queued = 0;
        var full = 0;
        for (var link : board.table().inOrder()) {
            if (link.canUse(spec.id())) {
                switch (counted(link, link.queue().offer(spec.lane(), message))) {
                    case QUEUED -> queued++;
                    case FULL -> full++;
                    case NO_PEER, NO_CHANNEL, TOO_LARGE, CLOSED -> {}
                }
            }
        }
        return new BroadcastResult(queued, full, SendResult.QUEUED);
    }

    private SendResult counted(PeerLink link, Offer offer) {
        return switch (offer) {
            case QUEUED -> {
                drops.of(spec.id()).sentMessages.increment();
                yield SendResult.QUEUED;
            }
            case CHANNEL_FULL, PEER_FULL, NODE_FULL -> {
                drops.dropped(link, spec.id(), offer.code(), 1);
                yield SendResult.FULL;
            }
            case CLOSED -> SendResult.NO_PEER;
        };
    }

    void report(PeerRef from, Behaviour behaviour) {
        var kind = behaviour instanceof Behaviour.Offence ? "offence." : "merit.";
        counters.increment(kind + behaviour.reason().code());
        managers.current().ifPresent(manager -> manager.errored(from, behaviour, holder));
    }

    /** A message could not be decoded: the sender is to blame. */
    void undecodable(PeerRef from, String problem) {
        drops.dropped(board.table().link(from), spec.id(), ReasonCodes.DECODE_FAILED, 1);
        var detail = "channel: " + spec.id() + ", problem: " + problem;
        report(
                from,
                Behaviour.offence(Behaviour.Severity.MINOR, ReasonCodes.DECODE_FAILED, detail));
    }

    /** The codec itself failed: nobody is punished for our own bug. */
    void codecFailed(PeerRef from) {
        drops.dropped(board.table().link(from), spec.id(), ReasonCodes.CODEC_FAILED, 1);
    }
}
