package dev.tendril.api.transport;

import dev.tendril.api.channel.ChannelId;

/**
 * A whole message that arrived. A plain pair: two with equal bytes in different arrays are not
 * equal.
 *
 * @param channel on which channel
 * @param bytes what was sent, exactly as long as the message; they belong to the receiver
 */
@SuppressWarnings("ArrayRecordComponent") // one array per message, handed over and never compared
public record InboundMessage(ChannelId channel, byte[] bytes) {}
