package dev.tendril.router.inbox;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.channel.InboxPolicy;

/**
 * What a mailbox must know of a channel.
 *
 * @param id the number
 * @param codecVersion messages that wait are kept for a reactor with the same version only
 * @param messagesMax messages of one connection that may wait, at least 1
 * @param bytesMax bytes of one connection that may wait; one message always fits
 * @param policy what happens beyond that
 */
public record InboxLimits(
        ChannelId id, int codecVersion, int messagesMax, long bytesMax, InboxPolicy policy) {}
