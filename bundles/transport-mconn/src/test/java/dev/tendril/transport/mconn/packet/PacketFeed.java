package dev.tendril.transport.mconn.packet;

import dev.tendril.api.transport.InboundChannels;
import dev.tendril.api.transport.InboundChannels.Acceptance;
import dev.tendril.api.transport.InboundMessage;
import dev.tendril.transport.mconn.crypto.Frames;
import dev.tendril.transport.mconn.crypto.SunJceFrameCipher;
import dev.tendril.transport.mconn.secret.BufferPool;
import dev.tendril.transport.mconn.secret.FrameReader;
import dev.tendril.transport.mconn.secret.FrameWriter;
import dev.tendril.transport.mconn.secret.ScriptedLink;
import dev.tendril.wire.PacketHeader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends plain bytes through frames into the receiving half and tells what came out. */
final class PacketFeed {

    private static final int BATCH = 62;

    private PacketFeed() {}

    static InboundChannels accepting(Map<Integer, Integer> capacities) {
        return channel ->
                capacities.containsKey(channel.value())
                        ? new Acceptance.Accept(capacities.get(channel.value()))
                        : new Acceptance.Unknown();
    }

    /**
     * Reads with pieces of the network of {@code pieceBytes}: {@code ping}, {@code pong} or {@code
     * channel:hex} each.
     */
    static List<String> read(
            byte[] plain, int pieceBytes, int payloadMaxBytes, InboundChannels channels)
            throws IOException {
        FrameReader frames =
                new FrameReader(
                        new ScriptedLink(sealed(plain), pieceBytes),
                        new SunJceFrameCipher(new byte[32], false),
                        0,
                        new BufferPool(1));
        frames.allowBatches(BufferPool.FRAMES);
        PacketReader packets = new PacketReader(frames, PacketHeader.bodyMaxBytes(payloadMaxBytes));
        Reassembly reassembly = new Reassembly(channels, 10_000_000, new ByteBudget(10_000_000));
        List<String> events = new ArrayList<>();
        do {
            while (packets.nextBuffered()) {
                switch (packets.kind()) {
                    case PING -> events.add("ping");
                    case PONG -> events.add("pong");
                    case MESSAGE -> take(packets, reassembly).ifPresent(events::add);
                    case UNKNOWN -> throw new AssertionError("unknown packet");
                }
            }
        } while (packets.fill());
        return events;
    }

    private static Optional<String> take(PacketReader packets, Reassembly reassembly)
            throws IOException {
        Optional<InboundMessage> message =
                reassembly.add(
                        packets.packet().channel(),
                        packets.packet().isEof(),
                        packets.buffer(),
                        packets.packet().dataOffset(),
                        packets.packet().dataBytes());
        return message.map(
                whole -> whole.channel().value() + ":" + HexFormat.of().formatHex(whole.bytes()));
    }

    private static byte[] sealed(byte[] plain) throws IOException {
        ScriptedLink link = new ScriptedLink(new byte[0]);
        FrameWriter writer = new FrameWriter(link, new SunJceFrameCipher(new byte[32], true), 0);
        writer.lend(new byte[BATCH * Frames.SEALED_BYTES], BATCH);
        writer.write(plain, 0, plain.length);
        writer.flush();
        return link.written();
    }
}
