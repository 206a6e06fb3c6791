package dev.tendril.transport.memory;

import dev.tendril.api.channel.ChannelId;

import java.time.Duration;

/**
 * How good the way between two transports is: what a simulation makes worse. Called by the threads
 * that dial, send and receive; does not block.
 */
public interface LinkPolicy {

    /** Every dial succeeds, nothing takes time, nothing breaks. */
    LinkPolicy PERFECT = new LinkPolicy() {};

    /**
     * {@return what a dial meets}
     *
     * @param from the name of the transport that dials
     * @param to the name that is dialed
     */
    default Route route(String from, String to) {
        return Route.OPEN;
    }

    /**
     * {@return how long something is on its way; what is sent first also arrives first}
     *
     * @param from the name of the sending transport
     * @param to the name of the receiving one
     */
    default Duration latency(String from, String to) {
        return Duration.ZERO;
    }

    /**
     * {@return whether the connection breaks instead of carrying the next message}
     *
     * @param from the name of the sending transport
     * @param to the name of the receiving one
     */
    default boolean breaks(String from, String to) {
        return false;
    }

    /**
     * A message has arrived and is handed to its receiver.
     *
     * @param from the name of the sending transport
     * @param to the name of the receiving one
     * @param channel on which channel
     * @param message its bytes, only to be read
     */
    default void delivered(String from, String to, ChannelId channel, byte[] message) {}

    /** What a dial meets. */
    enum Route {
        /** It gets through. */
        OPEN,
        /** It is answered by a refusal. */
        REFUSED,
        /** It is not answered: the one who dials waits until his deadline. */
        SILENT
    }
}
