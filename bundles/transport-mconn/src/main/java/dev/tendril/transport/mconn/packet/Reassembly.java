package dev.tendril.transport.mconn.packet;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.transport.InboundChannels;
import dev.tendril.api.transport.InboundChannels.Acceptance;
import dev.tendril.api.transport.InboundMessage;
import dev.tendril.transport.mconn.reason.MconnFailure;
import dev.tendril.transport.mconn.reason.ProtocolFault;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the pieces of messages together again, each channel on its own (wire.md 4.3). The limits of
 * a channel are asked for at the first piece of each message. What unfinished messages hold is
 * bounded for the connection and for all connections together. Belongs to the receiving thread.
 */
public final class Reassembly {

    private static final int FIRST_BUFFER_BYTES = 4_096;
    private static final byte[] NOTHING = {};

    private final InboundChannels channels;
    private final long heldMaxBytes;
    private final ByteBudget nodeBudget;
    private final Map<Integer, Partial> partials = new HashMap<>();
    private long heldBytes;
    private long discardedMessages;

    /**
     * For one connection.
     *
     * @param channels what is accepted, as it is now
     * @param heldMaxBytes most bytes that its unfinished messages may hold
     * @param nodeBudget what the unfinished messages of all connections may hold
     */
    public Reassembly(InboundChannels channels, long heldMaxBytes, ByteBudget nodeBudget) {
        this.channels = channels;
        this.heldMaxBytes = heldMaxBytes;
        this.nodeBudget = nodeBudget;
    }

    /**
     * Takes a piece, which is copied.
     *
     * @return the message that it completes, unless it is to be discarded
     */
    public Optional<InboundMessage> add(
            int channel, boolean eof, byte[] source, int offset, int lengthBytes)
            throws ProtocolFault {
        if (channel < 0 || channel > ChannelId.MAX) {
            throw new ProtocolFault(MconnFailure.UNKNOWN_CHANNEL, "channel: " + channel);
        }
        Partial partial = partials.get(channel);
        if (partial == null) {
            partial = new Partial(new ChannelId(channel));
            partials.put(channel, partial);
        }
        if (!partial.begun) {
            begin(partial);
        }
        if (partial.discard) {
            endDiscarded(partial, eof);
            return Optional.empty();
        }
        if (lengthBytes > partial.maxBytes - partial.filledBytes) {
            throw new ProtocolFault(
                    MconnFailure.MESSAGE_TOO_LARGE,
                    "channel: " + partial.id + ", limit: " + partial.maxBytes);
        }
        if (!eof) {
            append(partial, source, offset, lengthBytes);
            return Optional.empty();
        }
        return Optional.of(complete(partial, source, offset, lengthBytes));
    }

    /** How many messages nobody wanted. */
    public long discardedMessages() {
        return discardedMessages;
    }

    /** How many bytes unfinished messages hold. */
    public long heldBytes() {
        return heldBytes;
    }

    /** Forgets all unfinished messages. */
    public void release() {
        partials.clear();
        nodeBudget.giveBack(heldBytes);
        heldBytes = 0;
    }

    private void begin(Partial partial) throws ProtocolFault {
        switch (channels.acceptance(partial.id)) {
            case Acceptance.Accept(int messageSizeMaxBytes) -> {
                partial.discard = false;
                partial.maxBytes = messageSizeMaxBytes;
            }
            case Acceptance.Discard() -> partial.discard = true;
            case Acceptance.Unknown() ->
                    throw new ProtocolFault(MconnFailure.UNKNOWN_CHANNEL, "channel: " + partial.id);
        }
        partial.begun = true;
    }

    private void endDiscarded(Partial partial, boolean eof) {
        if (eof) {
            discardedMessages++;
            partial.begun = false;
        }
    }

    private void append(Partial partial, byte[] source, int offset, int lengthBytes)
            throws ProtocolFault {
        int neededBytes = partial.filledBytes + lengthBytes;
        if (neededBytes > partial.buffer.length) {
            grow(partial, neededBytes);
        }
        System.arraycopy(source, offset, partial.buffer, partial.filledBytes, lengthBytes);
        partial.filledBytes = neededBytes;
    }

    private void grow(Partial partial, int neededBytes) throws ProtocolFault {
        long doubled = Math.max(FIRST_BUFFER_BYTES, 2L * partial.buffer.length);
        int capacityBytes = (int) Math.max(neededBytes, Math.min(doubled, partial.maxBytes));
        long moreBytes = capacityBytes - (long) partial.buffer.length;
        if (heldBytes + moreBytes > heldMaxBytes) {
            throw new ProtocolFault(MconnFailure.REASSEMBLY_LIMIT, "limit: " + heldMaxBytes);
        }
        if (!nodeBudget.tryTake(moreBytes)) {
            throw new ProtocolFault(MconnFailure.REASSEMBLY_LIMIT_NODE, "channel: " + partial.id);
        }
        heldBytes += moreBytes;
        partial.buffer = Arrays.copyOf(partial.buffer, capacityBytes);
    }

    private InboundMessage complete(Partial partial, byte[] source, int offset, int lengthBytes) {
        byte[] message = Arrays.copyOf(partial.buffer, partial.filledBytes + lengthBytes);
        System.arraycopy(source, offset, message, partial.filledBytes, lengthBytes);
        heldBytes -= partial.buffer.length;
        nodeBudget.giveBack(partial.buffer.length);
        partial.buffer = NOTHING;
        partial.filledBytes = 0;
        partial.begun = false;
        return new InboundMessage(partial.id, message);
    }

    /** A channel, and the message on it that has begun. */
    private static final class Partial {
        private final ChannelId id;
        private boolean begun;
        private boolean discard;
        private int maxBytes;
        private int filledBytes;
        private byte[] buffer = NOTHING;

        Partial(ChannelId id) {
            this.id = id;
        }
    }
}
