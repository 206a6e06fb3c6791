package dev.tendril.transport.mconn;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.Handshake;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;
import dev.tendril.testkit.node.TestIdentity;
import dev.tendril.testkit.time.ManualTimers;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** A transport on real sockets whose clock stands still until a test moves it. */
final class Virtual implements AutoCloseable {

    final ManualTimers timers = new ManualTimers();
    final MconnTransport transport;
    private final TaskScope scope = new TaskScope(Threads.virtual(), Live::fail);

    Virtual() throws IOException {
        transport = Live.listening(timers, Threads.virtual());
    }

    Endpoint endpoint() {
        return transport.endpoints().getFirst();
    }

    /** Shakes hands on a thread of its own; the deadline is set when this returns. */
    CompletableFuture<Handshake> shaking(Connection connection, Duration limit)
            throws InterruptedException {
        Deadline deadline = timers.deadlineIn(limit);
        CompletableFuture<Handshake> result =
                async(
                        () ->
                                connection.handshake(
                                        Live.offer(Live.LISTENER, Optional.empty()), deadline));
        timers.awaitWaiting(1);
        return result;
    }

    /** The peer at the other end of {@code connection}, hands shaken. */
    RawPeer shaken(Connection connection, SocketChannel socket) throws Exception {
        CompletableFuture<Handshake> shaking = shaking(connection, Duration.ofSeconds(20));
        RawPeer peer = RawPeer.over(socket, TestIdentity.of("raw"));
        shaking.get();
        return peer;
    }

    /** Sends from an empty outbox; when this returns, the sender waits until a ping is due. */
    void sending(Connection connection) throws InterruptedException {
        QueueOutbox outbox = new QueueOutbox(timers, Live.CHANNEL);
        async(
                () -> {
                    connection.sendFrom(outbox);
                    return true;
                });
        timers.awaitWaiting(1);
    }

    <T> CompletableFuture<T> async(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        scope.fork(
                "test",
                () -> {
                    try {
                        result.complete(work.call());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }

    @Override
    public void close() {
        transport.close();
        scope.close();
    }
}
