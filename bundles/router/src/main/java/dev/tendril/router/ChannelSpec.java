package dev.tendril.router;

import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.router.inbox.InboxLimits;
import dev.tendril.router.queue.LaneLimits;

/**
 * What the router keeps of a channel's descriptor: everything but the codec, which belongs to the
 * reactor's bundle.
 *
 * @param id the number
 * @param name a word for tables
 * @param messageSizeMaxBytes largest message in either direction
 * @param lane limits on the way out
 * @param inbox limits on the way in
 */
record ChannelSpec(
        ChannelId id, String name, int messageSizeMaxBytes, LaneLimits lane, InboxLimits inbox) {

    static ChannelSpec of(ChannelDescriptor<?> channel) {
        return new ChannelSpec(
                channel.id(),
                channel.name(),
                channel.messageSizeMaxBytes(),
                new LaneLimits(
                        channel.id(),
                        channel.priority(),
                        channel.strict(),
                        channel.sendQueueMaxMessages(),
                        channel.sendQueueMaxBytes()),
                new InboxLimits(
                        channel.id(),
                        channel.codecVersion(),
                        channel.inboxMaxMessages(),
                        channel.inboxMaxBytes(),
                        channel.inboxPolicy()));
    }
}
