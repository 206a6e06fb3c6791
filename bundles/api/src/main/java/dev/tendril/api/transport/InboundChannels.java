package dev.tendril.api.transport;

import dev.tendril.api.channel.ChannelId;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What this node accepts from one connection, channel by channel, as it is now: channels come and
 * go while connections last. A transport asks at the first part of each message and keeps the
 * answer to its last. Never blocks.
 */
@ProviderType
@FunctionalInterface
public interface InboundChannels {

    /**
     * {@return what to do with a message that begins on {@code channel}}
     *
     * @param channel the channel
     */
    Acceptance acceptance(ChannelId channel);

    /** What to do with a message. */
    sealed interface Acceptance {

        /**
         * Put it together and deliver it.
         *
         * @param messageSizeMaxBytes a longer one ends the connection
         */
        record Accept(int messageSizeMaxBytes) implements Acceptance {}

        /**
         * Skip its bytes: the channel was announced, but nobody serves it now. Counted, never
         * punished.
         */
        record Discard() implements Acceptance {}

        /** End the connection as {@code unknown-channel}: it was never announced on it. */
        record Unknown() implements Acceptance {}
    }
}
