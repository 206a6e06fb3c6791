package dev.tendril.router;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.DecodeException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/** Runs a holder's codec, on the holder's thread, and contains what it throws. */
final class Decoder {

    private static final Logger LOG = LoggerFactory.getLogger(Decoder.class);

    private Decoder() {}

    /** The message; empty when the bytes are none, which is then counted and reported. */
    static <M> Optional<M> decode(
            ChannelDescriptor<M> channel, ChannelPort port, PeerRef from, byte[] bytes) {
        try {
            return Optional.of(channel.codec().decode(bytes));
        } catch (DecodeException failure) {
            LOG.debug("undecodable, peer: {}, channel: {}", from.brief(), channel.id(), failure);
            port.undecodable(from, Failures.text(failure));
            return Optional.empty();
        } catch (RuntimeException bug) {
            LOG.warn("codec failed, peer: {}, channel: {}", from.brief(), channel.id(), bug);
            port.codecFailed(from);
            return Optional.empty();
        }
    }
}
