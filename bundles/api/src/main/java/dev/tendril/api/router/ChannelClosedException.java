package dev.tendril.api.router;

import dev.tendril.api.channel.ChannelId;

/** A channel is closed, by its owner or with its router. */
public final class ChannelClosedException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * An exception about {@code channel}.
     *
     * @param channel the channel
     */
    public ChannelClosedException(ChannelId channel) {
        super("channel is closed: " + channel);
    }
}
