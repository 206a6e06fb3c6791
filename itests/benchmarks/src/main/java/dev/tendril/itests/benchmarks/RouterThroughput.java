package dev.tendril.itests.benchmarks;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.InboxPolicy;
import dev.tendril.api.channel.SendResult;
import dev.tendril.api.router.OpenChannel;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;
import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.Seeds;
import dev.tendril.testkit.time.Eventually;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What mconn delivers per second through the public API: channel, router, MConnection over
 * loopback, router, channel. One sender, one receiver, both nodes in this process. Every message is
 * counted, in order, and its content compared with what was sent.
 */
public final class RouterThroughput {

    private static final int ROUNDS = 5;
    private static final int QUEUE_MAX_MESSAGES = 10_000;
    private static final long QUEUE_MAX_BYTES = 16L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int payloadMaxBytes;
    private final long seed;

    RouterThroughput(int payloadMaxBytes, long seed) {
        this.payloadMaxBytes = payloadMaxBytes;
        this.seed = seed;
    }

    /**
     * Measures 1 KiB and 64 KiB: a warm-up, then the median of {@value #ROUNDS} rounds.
     *
     * @param args the largest payloads of a packet to measure with, in bytes; 1024 and 65536 when
     *     there are none
     * @throws Exception when a connection fails or a message is not what was sent
     */
    public static void main(String[] args) throws Exception {
        long seed = Seeds.seed(RouterThroughput.class);
        System.out.println(Machine.describe() + ", seed " + seed);
        for (String payload : args.length == 0 ? new String[] {"1024", "65536"} : args) {
            System.out.println("P = " + payload + " (max_packet_msg_payload_size)");
            var benchmark = new RouterThroughput(Integer.parseInt(payload), seed);
            benchmark.report(1 << 10, 500_000);
            benchmark.report(64 << 10, 10_000);
        }
        System.out.println(Machine.load());
    }

    private void report(int messageBytes, long messages) throws Exception {
        measure(messageBytes, messages);
        List<Result> results = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            results.add(measure(messageBytes, messages));
        }
        System.out.println(
                "  median "
                        + Result.median(results)
                        + "; rounds: "
                        + String.join(
                                ", ", results.stream().map(RouterThroughput::brief).toList()));
    }

    private static String brief(Result result) {
        return "%,d".formatted(result.messagesPerSecond());
    }

    /** Two new nodes, one connection, {@code messages} messages from the first to the second. */
    Result measure(int messageBytes, long messages) throws Exception {
        var codec = new NumberedCodec(messageBytes, seed);
        try (var timers = new SystemTimers(BenchNode::fail);
                var receiver = new BenchNode("receiver", List.of(), payloadMaxBytes, seed, timers);
                var sender =
                        new BenchNode(
                                "sender",
                                List.of(receiver.address()),
                                payloadMaxBytes,
                                seed,
                                timers);
                var in = receiver.router().openChannel(descriptor(codec));
                var out = sender.router().openChannel(descriptor(codec));
                var scope = new TaskScope(Threads.virtual(), BenchNode::fail)) {
            Stream.of(receiver, sender).forEach(BenchNode::start);
            var eventually = new Eventually(timers);
            PeerRef peer = eventually.get("connected", PATIENCE, sender::onlyPeer).ref();
            eventually.get("accepted", PATIENCE, receiver::onlyPeer);
            long start = timers.nanos();
            scope.fork("send", () -> send(out, peer, messages, timers));
            receive(in, messages, timers);
            return new Result(messageBytes, messages, Duration.ofNanos(timers.nanos() - start));
        }
    }

    private static ChannelDescriptor<Long> descriptor(NumberedCodec codec) {
        return ChannelDescriptor.builder(0x42, "benchmark", codec)
                .messageSizeMaxBytes(codec.messageBytes())
                .sendQueue(QUEUE_MAX_MESSAGES, QUEUE_MAX_BYTES)
                .inbox(QUEUE_MAX_MESSAGES, QUEUE_MAX_BYTES, InboxPolicy.LOSSLESS)
                .build();
    }

    private static void send(
            OpenChannel<Long> out, PeerRef peer, long messages, SystemTimers timers)
            throws InterruptedException {
        for (long number = 0; number < messages; number++) {
            SendResult result = out.send(peer, number, timers.deadlineIn(PATIENCE));
            if (result != SendResult.QUEUED) {
                throw new IllegalStateException("message " + number + " was not sent: " + result);
            }
        }
    }

    private static void receive(OpenChannel<Long> in, long messages, SystemTimers timers)
            throws Exception {
        for (long expected = 0; expected < messages; expected++) {
            var got = in.receive(timers.deadlineIn(PATIENCE));
            if (got.isEmpty() || got.get().message() != expected) {
                throw new IOException("message is missing, number: " + expected + ", got: " + got);
            }
        }
    }
}
