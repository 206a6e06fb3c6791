package dev.tendril.router;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.InboundMessage;
import dev.tendril.router.inbox.Delivery;
import dev.tendril.router.inbox.PauseBudget;
import dev.tendril.support.thread.Task;

/**
 * Takes messages from one connection to the mailboxes of their channels, as bytes. Waits for a
 * reactor only on lossless channels, at most 2 s within 10.
 */
final class Receiver implements Task {

    private final PeerLink link;
    private final Switchboard board;
    private final LinkKeeper keeper;
    private final DropCounts drops;
    private final Timers timers;
    private final PauseBudget pauses = new PauseBudget();

    Receiver(PeerLink link, Switchboard board, LinkKeeper keeper, DropCounts drops, Timers timers) {
        this.link = link;
        this.board = board;
        this.keeper = keeper;
        this.drops = drops;
        this.timers = timers;
    }

    @Override
    public void run() throws InterruptedException {
        try {
            while (link.end().isEmpty()) {
                route(link.connection().receiveMessage());
            }
        } catch (InterruptedException asked) {
            keeper.end(link, Reason.of(ReasonCodes.LINK_ENDED), Blame.US);
            throw asked;
        } catch (Exception failure) {
            keeper.failed(link, failure);
        }
    }

    private void route(InboundMessage message) throws InterruptedException {
        var channel = message.channel();
        if (!link.gate().announced().contains(channel)) {
            end(ReasonCodes.UNKNOWN_CHANNEL, "channel: " + channel, Blame.PEER);
            return;
        }
        var holder = board.table().holder(channel);
        var spec = holder.flatMap(binding -> binding.spec(channel));
        if (holder.isEmpty() || spec.isEmpty()) {
            drop(channel, ReasonCodes.NOT_SERVED);
        } else if (message.bytes().length > spec.get().messageSizeMaxBytes()) {
            end(ReasonCodes.MESSAGE_TOO_LARGE, "channel: " + channel, Blame.PEER);
        } else {
            deliver(holder.get(), channel, message.bytes());
        }
    }

    private void deliver(Binding holder, ChannelId channel, byte[] bytes)
            throws InterruptedException {
        var mailbox = holder.mailbox();
        var delivery = mailbox.offer(link.ref(), channel, bytes);
        while (delivery == Delivery.FULL) {
            var fromNanos = timers.nanos();
            var remainingNanos = pauses.remainingNanos(fromNanos);
            if (remainingNanos == 0) {
                giveUp(holder, channel);
                return;
            }
            var until = new Deadline(fromNanos + remainingNanos);
            mailbox.awaitRoom(link.ref(), channel, bytes.length, until);
            pauses.paused(fromNanos, timers.nanos());
            delivery = mailbox.offer(link.ref(), channel, bytes);
        }
        if (delivery == Delivery.UNKNOWN) {
            drop(channel, ReasonCodes.NOT_UP);
        } else {
            drops.of(channel).receivedMessages.increment();
        }
    }

    /**
     * During a reactor's update nobody reads: then the message is lost rather than the connection.
     */
    private void giveUp(Binding holder, ChannelId channel) {
        if (holder.isRead()) {
            end(ReasonCodes.REACTOR_TOO_SLOW, "reactor: " + holder.holder(), Blame.US);
        } else {
            drop(channel, ReasonCodes.NO_READER);
        }
    }

    private void drop(ChannelId channel, String code) {
        drops.dropped(link, channel, code, 1);
    }

    private void end(String code, String detail, Blame blame) {
        keeper.end(link, new Reason(code, detail), blame);
    }
}
