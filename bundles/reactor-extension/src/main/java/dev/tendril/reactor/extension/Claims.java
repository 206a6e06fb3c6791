package dev.tendril.reactor.extension;

import com.google.protobuf.ByteString;

import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.Behaviour.Severity;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.reactor.extension.proto.ChannelsNow;
import dev.tendril.reactor.extension.proto.ExtensionMessage;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one peer has said on one connection, and whether it may be believed. For one thread.
 *
 * <p>An honest peer sends when it connects and when a reactor of its comes or goes; messages beyond
 * {@value #WINDOW_MAX_MESSAGES} in 10 s are not looked at.
 */
final class Claims {

    /** Most messages of a peer in one window. */
    static final int WINDOW_MAX_MESSAGES = 32;

    private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int CHANNELS_MAX = ChannelId.MAX + 1;

    private long lastSequence;
    private Optional<Set<ChannelId>> last = Optional.empty();
    private long windowStartNanos;
    private int windowMessages;

    /** What becomes of a message. */
    sealed interface Verdict {

        /** The peer serves other channels than before. */
        record News(Set<ChannelId> channels) implements Verdict {}

        /** The peer has said it again. */
        record Known() implements Verdict {}

        /** The peer is not believed. */
        record Bad(Behaviour offence) implements Verdict {}
    }

    /** What is made of {@code told}, which came at {@code nowNanos}. */
    Verdict take(ChannelsNow told, long nowNanos) {
        if (isFlood(nowNanos)) {
            return bad(Severity.MAJOR, "extension-flood", "messages: " + windowMessages);
        }
        if (told.getSequence() <= 0) {
            return bad(Severity.FATAL, "extension-malformed", "sequence: " + told.getSequence());
        }
        if (told.getSequence() <= lastSequence) {
            return bad(
                    Severity.MINOR,
                    "extension-out-of-order",
                    "sequence: " + told.getSequence() + ", last: " + lastSequence);
        }
        var channels = channels(told.getChannels());
        if (channels.isEmpty()) {
            return bad(
                    Severity.FATAL,
                    "extension-malformed",
                    "channels not ascending, count: " + told.getChannels().size());
        }
        lastSequence = told.getSequence();
        if (channels.equals(last)) {
            return new Verdict.Known();
        }
        last = channels;
        return new Verdict.News(channels.get());
    }

    /** "My channels are now {@code channels}." */
    static ExtensionMessage message(long sequence, Set<ChannelId> channels) {
        var bytes = new byte[channels.size()];
        var at = 0;
        for (var channel : new TreeSet<>(channels)) {
            bytes[at++] = (byte) channel.value();
        }
        return ExtensionMessage.newBuilder()
                .setChannelsNow(
                        ChannelsNow.newBuilder()
                                .setSequence(sequence)
                                .setChannels(ByteString.copyFrom(bytes)))
                .build();
    }

    private boolean isFlood(long nowNanos) {
        if (windowMessages == 0 || nowNanos - windowStartNanos >= WINDOW_NANOS) {
            windowStartNanos = nowNanos;
            windowMessages = 0;
        }
        windowMessages++;
        return windowMessages > WINDOW_MAX_MESSAGES;
    }

    /** The channels; empty when they are too many, not in order or one is there twice. */
    private static Optional<Set<ChannelId>> channels(ByteString bytes) {
        if (bytes.size() > CHANNELS_MAX) {
            return Optional.empty();
        }
        var channels = new TreeSet<ChannelId>();
        var previous = -1;
        for (var i = 0; i < bytes.size(); i++) {
            var value = Byte.toUnsignedInt(bytes.byteAt(i));
            if (value <= previous) {
                return Optional.empty();
            }
            channels.add(new ChannelId(value));
            previous = value;
        }
        return Optional.of(channels);
    }

    private static Verdict bad(Severity severity, String code, String detail) {
        return new Verdict.Bad(Behaviour.offence(severity, code, detail));
    }
}
