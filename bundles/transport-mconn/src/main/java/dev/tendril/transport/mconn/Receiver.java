package dev.tendril.transport.mconn;

import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.ConnectionClosedException;
import dev.tendril.api.transport.InboundMessage;
import dev.tendril.support.count.Counters;
import dev.tendril.transport.mconn.crypto.Frames;
import dev.tendril.transport.mconn.packet.ChannelCounts;
import dev.tendril.transport.mconn.packet.KeepAlive;
import dev.tendril.transport.mconn.packet.PacketReader;
import dev.tendril.transport.mconn.packet.PingBound;
import dev.tendril.transport.mconn.packet.RateLimit;
import dev.tendril.transport.mconn.packet.Reassembly;
import dev.tendril.transport.mconn.packet.Turn;
import dev.tendril.transport.mconn.secret.BufferPool;
import dev.tendril.transport.mconn.secret.FrameReader;
import dev.tendril.wire.PacketView;

import java.io.IOException;
import java.util.Optional;

/** The receiving half of a connection (wire.md 4). Belongs to the one thread that receives. */
final class Receiver {

    private static final int PINGS_MAX = 100;
    private static final long PINGS_WINDOW_NANOS = 10_000_000_000L;

    private final Timers timers;
    private final TcpLink link;
    private final FrameReader frames;
    private final PacketReader packets;
    private final Reassembly reassembly;
    private final KeepAlive keepAlive;
    private final RateLimit rate;
    private final PingBound pings = new PingBound(PINGS_MAX, PINGS_WINDOW_NANOS);
    private final ChannelCounts counts;
    private final Counters counters;
    private final ConnectionSetup.PongDue pongDue;
    private final Turn turn;
    private long accountedBytes;

    Receiver(Parts parts, FrameReader frames, PacketReader packets, Reassembly reassembly) {
        this.timers = parts.timers();
        this.turn = parts.turn();
        this.link = parts.link();
        this.keepAlive = parts.keepAlive();
        this.rate = parts.rate();
        this.counts = parts.counts();
        this.counters = parts.counters();
        this.pongDue = parts.pongDue();
        this.frames = frames;
        this.packets = packets;
        this.reassembly = reassembly;
        this.accountedBytes = link.receivedBytes();
        frames.allowBatches(rate.framesAtOnce(Frames.SEALED_BYTES, BufferPool.FRAMES));
    }

    /** The next message; blocks. */
    InboundMessage receive() throws IOException, InterruptedException {
        while (true) {
            if (!packets.nextBuffered()) {
                pauseForRate();
                if (!packets.fill()) {
                    throw new ConnectionClosedException(
                            Reason.of(ConnectionClosedException.PEER_CLOSED), Blame.NOBODY);
                }
                continue;
            }
            Optional<InboundMessage> message = take(packets.kind());
            if (message.isPresent()) {
                return message.get();
            }
        }
    }

    /** Gives back what it holds; it must not be used afterwards. */
    void release() {
        reassembly.release();
        frames.release();
    }

    private Optional<InboundMessage> take(PacketView.Kind kind) throws IOException {
        switch (kind) {
            case PING -> {
                keepAlive.heard();
                counters.increment("pings-received");
                pings.ping(timers.nanos());
                pongDue.run();
            }
            case PONG -> {
                keepAlive.ponged(timers.nanos());
                counters.increment("pongs-received");
            }
            case MESSAGE -> {
                keepAlive.heard();
                return takePart(packets.packet());
            }
            case UNKNOWN -> throw new IllegalStateException("packet of unknown kind");
        }
        return Optional.empty();
    }

    private Optional<InboundMessage> takePart(PacketView packet) throws IOException {
        Optional<InboundMessage> message =
                reassembly.add(
                        packet.channel(),
                        packet.isEof(),
                        packets.buffer(),
                        packet.dataOffset(),
                        packet.dataBytes());
        if (message.isPresent()) {
            counts.received(packet.channel(), message.get().bytes().length);
        }
        return message;
    }

    /**
     * The receive rate is kept by not reading (wire.md 4.4); control packets that were read are
     * already answered.
     */
    private void pauseForRate() throws InterruptedException {
        long receivedBytes = link.receivedBytes();
        long nowNanos = timers.nanos();
        long batchBytes = receivedBytes - accountedBytes;
        accountedBytes = receivedBytes;
        rate.account(batchBytes, nowNanos);
        turn.use(batchBytes, link.readEndNanos(), nowNanos);
        if (rate.isExceeded(nowNanos)) {
            counters.increment("receive-rate-pauses");
            timers.sleepUntil(new Deadline(rate.freeAtNanos()));
        }
    }

    /** What a receiver shares with the rest of its connection. */
    record Parts(
            Timers timers,
            TcpLink link,
            KeepAlive keepAlive,
            RateLimit rate,
            ChannelCounts counts,
            Counters counters,
            ConnectionSetup.PongDue pongDue,
            Turn turn) {}
}
