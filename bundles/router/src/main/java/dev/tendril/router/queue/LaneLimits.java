package dev.tendril.router.queue;

import dev.tendril.api.channel.ChannelId;

/**
 * What a queue must know of a channel.
 *
 * @param id the number
 * @param priority its weight, at least 1
 * @param strict whether it goes before all channels that are not
 * @param messagesMax messages that may wait for one peer, at least 1
 * @param bytesMax bytes that may wait for one peer; one message always fits
 */
public record LaneLimits(
        ChannelId id, int priority, boolean strict, int messagesMax, long bytesMax) {

    public LaneLimits {
        if (priority < 1 || messagesMax < 1 || bytesMax < 1) {
            throw new IllegalArgumentException("lane limit is not positive, channel: " + id);
        }
    }
}
