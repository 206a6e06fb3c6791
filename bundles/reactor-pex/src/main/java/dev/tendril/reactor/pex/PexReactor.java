package dev.tendril.reactor.pex;

import com.google.protobuf.Message;

import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.InboxPolicy;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.reactor.ReactorContext;
import dev.tendril.wire.ProtobufCodec;
import dev.tendril.wire.proto.pex.PexMessage;

import java.util.List;

/**
 * Peer exchange on channel 0x00 (wire.md 5; ADR 062, PEX). Asks a peer we have dialed at once, and
 * some peer every now and then, while {@code Peers.known().needsMore()}; answers in the dialect it
 * was asked in; judges peers by the stricter of CometBFT's and Tendermint 0.35's rules. Does not
 * look up names. A peer that answers and then closes, as seed nodes do, has done well.
 */
public final class PexReactor implements Reactor {

    /** Longest message either way (wire.md 5.2). */
    static final int MESSAGE_MAX_BYTES = 64_000;

    private static final int QUEUE_MAX_MESSAGES = 10;
    private static final long QUEUE_MAX_BYTES = 4L * MESSAGE_MAX_BYTES;

    static final ChannelDescriptor<Message> CHANNEL =
            ChannelDescriptor.builder(
                            0x00, "pex", ProtobufCodec.oneof(PexMessage.getDefaultInstance()))
                    .messageSizeMaxBytes(MESSAGE_MAX_BYTES)
                    .sendQueue(QUEUE_MAX_MESSAGES, QUEUE_MAX_BYTES)
                    .inbox(QUEUE_MAX_MESSAGES, QUEUE_MAX_BYTES, InboxPolicy.DROP_NEWEST)
                    .build();

    /** A reactor that has not started. */
    public PexReactor() {}

    @Override
    public List<ChannelDescriptor<?>> channels() {
        return List.of(CHANNEL);
    }

    @Override
    public void run(ReactorContext context) throws InterruptedException {
        new PexSession(context, PexOptions.of(context.settings())).run();
    }
}
