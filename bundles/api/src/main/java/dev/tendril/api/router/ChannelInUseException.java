package dev.tendril.api.router;

import dev.tendril.api.channel.ChannelId;

/** Somebody else holds the channel id. */
public final class ChannelInUseException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * An exception about {@code channel}, which {@code holder} has.
     *
     * @param channel the channel
     * @param holder who has it
     */
    public ChannelInUseException(ChannelId channel, String holder) {
        super("channel is in use: " + channel + ", holder: " + holder);
    }
}
