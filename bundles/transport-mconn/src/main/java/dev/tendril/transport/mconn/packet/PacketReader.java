package dev.tendril.transport.mconn.packet;

import dev.tendril.api.channel.DecodeException;
import dev.tendril.transport.mconn.reason.MconnFailure;
import dev.tendril.transport.mconn.reason.ProtocolFault;
import dev.tendril.transport.mconn.secret.FrameReader;
import dev.tendril.wire.PacketView;
import dev.tendril.wire.VarintReader;

import java.io.IOException;
import java.util.Arrays;

/**
 * Finds packets in the stream of bytes that frames make (wire.md 4.1, 4.2). A packet that lies
 * within one frame is read where it lies; one that crosses frames is put together first. Memory
 * grows with what arrives, not with what a length claims. Belongs to the receiving thread.
 */
public final class PacketReader {

    private static final int FIRST_BUFFER_BYTES = 2_048;
    private static final int KEPT_BUFFER_MAX_BYTES = 4_096;
    private static final byte[] NOTHING = {};
    private static final int NO_LENGTH = -1;

    private final FrameReader frames;
    private final int bodyMaxBytes;
    private final VarintReader length = new VarintReader();
    private final PacketView view = new PacketView();

    private int bodyBytes = NO_LENGTH;
    private boolean complete;
    private byte[] carried = NOTHING;
    private int carriedBytes;
    private byte[] buffer = NOTHING;
    private PacketView.Kind kind = PacketView.Kind.UNKNOWN;

    /** Packets out of {@code frames}, none with a body of more than {@code bodyMaxBytes}. */
    public PacketReader(FrameReader frames, int bodyMaxBytes) {
        this.frames = frames;
        this.bodyMaxBytes = bodyMaxBytes;
    }

    /**
     * Goes to the next packet if it is there without reading from the network.
     *
     * @return whether there is one, valid until the next call; if not, more has to be read, by
     *     {@link #fill}
     */
    public boolean nextBuffered() throws IOException {
        if (complete) {
            forget();
        }
        while (true) {
            if (bodyBytes == NO_LENGTH) {
                readLength();
            }
            if (bodyBytes != NO_LENGTH && readBody()) {
                kind = look();
                return true;
            }
            if (!frames.hasOpenedFrames() || !frames.fill()) {
                return false;
            }
        }
    }

    /** Reads from the network; blocks; false at the end of the stream. */
    public boolean fill() throws IOException {
        if (frames.fill()) {
            return true;
        }
        if (length.isPartial() || bodyBytes != NO_LENGTH) {
            throw new ProtocolFault(MconnFailure.PACKET_MALFORMED, "stream ends within a packet");
        }
        return false;
    }

    /** What the packet is. */
    public PacketView.Kind kind() {
        return kind;
    }

    /** The packet, as {@link #nextBuffered} found it. */
    public PacketView packet() {
        return view;
    }

    /** Where its bytes lie; only to be read. */
    public byte[] buffer() {
        return buffer;
    }

    private void readLength() throws ProtocolFault {
        byte[] source = frames.buffer();
        int at = frames.position();
        int end = at + frames.remaining();
        try {
            boolean ended = false;
            while (at < end && !ended) {
                ended = length.add(source[at++]);
            }
            frames.consume(at - frames.position());
            if (ended) {
                bodyBytes = checked(length.take());
            }
        } catch (DecodeException e) {
            throw new ProtocolFault(MconnFailure.PACKET_MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private int checked(long claimedBytes) throws ProtocolFault {
        if (claimedBytes < 0 || claimedBytes > bodyMaxBytes) {
            throw new ProtocolFault(
                    MconnFailure.PACKET_TOO_LARGE,
                    "bytes: " + Long.toUnsignedString(claimedBytes) + ", limit: " + bodyMaxBytes);
        }
        return (int) claimedBytes;
    }

    private boolean readBody() {
        if (carriedBytes == 0 && frames.remaining() >= bodyBytes) {
            buffer = frames.buffer();
            complete = true;
            return true;
        }
        int count = Math.min(frames.remaining(), bodyBytes - carriedBytes);
        makeRoom(carriedBytes + count);
        System.arraycopy(frames.buffer(), frames.position(), carried, carriedBytes, count);
        frames.consume(count);
        carriedBytes += count;
        buffer = carried;
        complete = carriedBytes == bodyBytes;
        return complete;
    }

    private void makeRoom(int neededBytes) {
        if (neededBytes > carried.length) {
            int doubled = Math.max(FIRST_BUFFER_BYTES, 2 * carried.length);
            carried = Arrays.copyOf(carried, Math.max(neededBytes, Math.min(doubled, bodyBytes)));
        }
    }

    private PacketView.Kind look() throws ProtocolFault {
        boolean inPlace = carriedBytes == 0;
        int offset = inPlace ? frames.position() : 0;
        if (inPlace) {
            frames.consume(bodyBytes);
        }
        PacketView.Kind found;
        try {
            found = view.read(buffer, offset, bodyBytes);
        } catch (DecodeException e) {
            throw new ProtocolFault(MconnFailure.PACKET_MALFORMED, String.valueOf(e.getMessage()));
        }
        if (found == PacketView.Kind.UNKNOWN) {
            throw new ProtocolFault(MconnFailure.PACKET_UNKNOWN, "bytes: " + bodyBytes);
        }
        return found;
    }

    private void forget() {
        bodyBytes = NO_LENGTH;
        complete = false;
        carriedBytes = 0;
        buffer = NOTHING;
        if (carried.length > KEPT_BUFFER_MAX_BYTES) {
            carried = NOTHING;
        }
    }
}
