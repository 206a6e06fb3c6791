package dev.tendril.transport.mconn;

import dev.tendril.api.identity.NodeIdentity;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.InboundChannels;
import dev.tendril.support.count.Counters;
import dev.tendril.transport.mconn.crypto.EphemeralKey;
import dev.tendril.transport.mconn.crypto.FrameCipher;
import dev.tendril.transport.mconn.packet.ByteBudget;
import dev.tendril.transport.mconn.packet.ChannelCounts;
import dev.tendril.transport.mconn.packet.KeepAlive;
import dev.tendril.transport.mconn.packet.PacketReader;
import dev.tendril.transport.mconn.packet.RateLimit;
import dev.tendril.transport.mconn.packet.Reassembly;
import dev.tendril.transport.mconn.packet.Turns;
import dev.tendril.transport.mconn.secret.BufferPool;
import dev.tendril.transport.mconn.secret.SecretHandshake;
import dev.tendril.transport.mconn.secret.SecretSession;
import dev.tendril.wire.NodeInfoDialect;
import dev.tendril.wire.PacketHeader;

import java.io.IOException;

/** What all connections of a transport share, and how they are put together. */
final class ConnectionSetup {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final Timers timers;
    private final MconnOptions options;
    private final FrameCipher.Engine engine;
    private final EphemeralKey.RandomBytes random;
    private final BufferPool pool;
    private final ByteBudget nodeBudget;
    private final Turns turns;

    ConnectionSetup(
            Timers timers,
            MconnOptions options,
            FrameCipher.Engine engine,
            EphemeralKey.RandomBytes random) {
        this.timers = timers;
        this.options = options;
        this.engine = engine;
        this.random = random;
        this.pool = new BufferPool(options.limits().leasedBuffersMax());
        this.turns = new Turns(timers, PROCESSORS);
        this.nodeBudget = new ByteBudget(options.limits().heldMaxNodeBytes());
    }

    Timers timers() {
        return timers;
    }

    NodeInfoDialect dialect() {
        return options.dialect();
    }

    BufferPool pool() {
        return pool;
    }

    ByteBudget nodeBudget() {
        return nodeBudget;
    }

    SecretHandshake secretHandshake(NodeIdentity identity) {
        return new SecretHandshake(identity, engine, random, pool);
    }

    /** The halves of a connection whose handshake is done. */
    Halves halves(
            SecretSession session,
            InboundChannels channels,
            TcpLink link,
            ConnectionEnd end,
            ChannelCounts counts,
            Counters counters) {
        var liveness = options.liveness();
        KeepAlive keepAlive =
                new KeepAlive(
                        liveness.pingInterval().toNanos(),
                        liveness.pongTimeout().toNanos(),
                        timers.nanos());
        Watchdog watchdog =
                new Watchdog(timers, end, keepAlive, liveness.writeStallMax().toNanos());
        Sender sender =
                new Sender(
                        new Sender.Parts(
                                timers,
                                link,
                                keepAlive,
                                watchdog,
                                new RateLimit(options.rates().sendPerSecondBytes()),
                                counts,
                                counters,
                                options.payloads().sendMaxBytes(),
                                options.rates().flushInterval().toNanos(),
                                turns.turn()),
                        session.writer(),
                        pool);
        Receiver.Parts parts =
                new Receiver.Parts(
                        timers,
                        link,
                        keepAlive,
                        new RateLimit(options.rates().receivePerSecondBytes()),
                        counts,
                        counters,
                        sender::pongDue,
                        turns.turn());
        PacketReader packets =
                new PacketReader(
                        session.reader(),
                        PacketHeader.bodyMaxBytes(options.payloads().receiveMaxBytes()));
        Reassembly reassembly =
                new Reassembly(channels, options.limits().heldMaxBytes(), nodeBudget);
        Receiver receiver = new Receiver(parts, session.reader(), packets, reassembly);
        return new Halves(receiver, sender, keepAlive, watchdog);
    }

    /** What to do about a ping; may write, and so fail. */
    interface PongDue {
        void run() throws IOException;
    }
}
