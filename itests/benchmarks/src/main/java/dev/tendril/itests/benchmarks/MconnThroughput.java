package dev.tendril.itests.benchmarks;

import dev.tendril.api.transport.InboundMessage;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;
import dev.tendril.support.time.SystemTimers;
import dev.tendril.transport.mconn.MconnOptions;
import dev.tendril.transport.mconn.MconnTransport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What one MConnection delivers per second: one sender, one receiver, loopback, no rate limit,
 * whole messages as a router sends and gets them. Every message is compared with what was sent.
 */
public final class MconnThroughput {
    private static final long SEED = 1;
    private static final int ROUNDS = 5;

    private MconnThroughput() {}

    /**
     * Measures 1 KiB and 64 KiB; the first round warms up.
     *
     * @param args none
     * @throws Exception when a connection fails
     */
    public static void main(String[] args) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            System.out.println("round " + round + (round == 0 ? " (warm-up)" : ""));
            System.out.println("  " + measure(1 << 10, 1_000_000));
            System.out.println("  " + measure(64 << 10, 20_000));
        }
    }

    static Result measure(int messageBytes, long messages)
            throws IOException, InterruptedException {
        byte[] message = new byte[messageBytes];
        new Random(SEED).nextBytes(message);
        try (SystemTimers timers = new SystemTimers(MconnThroughput::fail);
                TaskScope scope = new TaskScope(Threads.virtual(), MconnThroughput::fail);
                MconnTransport transport =
                        new MconnTransport(
                                options(), timers, Threads.virtual(), MconnThroughput::fail);
                ConnectionPair pair = ConnectionPair.open(transport, timers, scope)) {
            long start = timers.nanos();
            scope.fork(
                    "send",
                    () -> send(pair, new Repeated(ConnectionPair.CHANNEL, message, messages)));
            for (long received = 0; received < messages; received++) {
                InboundMessage got = pair.acceptor().receiveMessage();
                if (!Arrays.equals(message, got.bytes())) {
                    throw new IOException("message differs, index: " + received);
                }
            }
            return new Result(messageBytes, messages, Duration.ofNanos(timers.nanos() - start));
        }
    }

    private static void send(ConnectionPair pair, Repeated outbox) throws InterruptedException {
        try {
            pair.dialer().sendFrom(outbox);
        } catch (IOException e) {
            fail("send", e);
            pair.close(); // the receiver learns it from its own end
        }
    }

    private static MconnOptions options() {
        return MconnOptions.defaults()
                .withListen(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                .withRates(new MconnOptions.Rates(0, 0, Duration.ZERO));
    }

    private static void fail(String thread, Throwable cause) {
        System.err.println(thread + ": " + cause);
    }
}
