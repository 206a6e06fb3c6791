package dev.tendril.transport.mconn;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.transport.Connection;
import dev.tendril.api.transport.Transport;
import dev.tendril.support.count.Counters;
import dev.tendril.support.thread.TaskScope;
import dev.tendril.support.thread.Threads;
import dev.tendril.transport.mconn.crypto.EphemeralKey;
import dev.tendril.transport.mconn.crypto.FrameCipher;
import dev.tendril.transport.mconn.crypto.SunJceFrameCipher;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * CometBFT's transport: SecretConnection and MConnection over TCP (wire.md 2 to 4; ADR 062,
 * Transports). Listens as soon as it is made. Safe for many threads.
 */
public final class MconnTransport implements Transport {

    private final Timers timers;
    private final ConnectionSetup setup;
    private final List<ServerSocketChannel> listeners = new ArrayList<>();
    private final Acceptor acceptor = new Acceptor();
    private final TaskScope scope;
    private final Counters counters = new Counters();
    private final OpenConnections open;

    private volatile List<Endpoint> endpoints = List.of();

    /**
     * A transport that listens as {@code options} say.
     *
     * @param threads makes the threads of the listeners; connections have none of their own
     * @param onFailure gets the name of a thread and what it threw: our bug
     * @throws IOException if it cannot listen; the message names the address
     */
    public MconnTransport(
            MconnOptions options,
            Timers timers,
            Threads threads,
            BiConsumer<String, Throwable> onFailure)
            throws IOException {
        this(
                options,
                timers,
                threads,
                onFailure,
                new SecureRandom()::nextBytes,
                SunJceFrameCipher::new);
    }

    MconnTransport(
            MconnOptions options,
            Timers timers,
            Threads threads,
            BiConsumer<String, Throwable> onFailure,
            EphemeralKey.RandomBytes random,
            FrameCipher.Engine engine)
            throws IOException {
        this.timers = timers;
        this.setup = new ConnectionSetup(timers, options, engine, random);
        this.open = new OpenConnections(options.limits().inboundMax());
        this.scope = new TaskScope(threads, onFailure);
        try {
            for (InetSocketAddress address : options.listen()) {
                listen(address);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public Set<Protocol> protocols() {
        return Set.of(Protocol.MCONN, Protocol.TCP);
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public Connection accept() throws InterruptedException, IOException {
        while (true) {
            SocketChannel channel = acceptor.take();
            if (!open.tryAddInbound()) {
                counters.increment("inbound-limit");
                Sockets.closeQuietly(channel);
                continue;
            }
            try {
                Sockets.configure(channel);
                return new MconnConnection(channel, setup, open::removeInbound);
            } catch (IOException e) {
                // The peer has left between its dial and our accept: nobody is here to be told.
                open.removeInbound();
                counters.increment("accept-failed");
                Sockets.closeQuietly(channel);
            }
        }
    }

    @Override
    public Connection dial(Endpoint endpoint, Deadline deadline)
            throws InterruptedException, IOException {
        if (!(endpoint instanceof Endpoint.Networked networked)
                || !protocols().contains(endpoint.protocol())) {
            throw new IOException("endpoint is none of this transport, endpoint: " + endpoint);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        InetSocketAddress target = Sockets.dialable(networked);
        SocketChannel channel = SocketChannel.open();
        open.addOutbound();
        boolean connected = false;
        try {
            connect(channel, target, deadline);
            Sockets.configure(channel);
            Connection connection = new MconnConnection(channel, setup, open::removeOutbound);
            connected = true;
            return connection;
        } finally {
            if (!connected) {
                open.removeOutbound();
                Sockets.closeQuietly(channel);
            }
        }
    }

    @Override
    public void close() {
        endpoints = List.of();
        acceptor.close();
        listeners.forEach(Sockets::closeQuietly);
        // The kernel lets go of a port when the thread that accepted there has noticed; it soon
        // does.
        scope.close();
    }

    /**
     * Closes, and runs {@code action} once when the last connection has ended too, which may be
     * now.
     */
    public void closeThen(Runnable action) {
        close();
        open.whenGone(action);
    }

    @Override
    public Map<String, Long> counters() {
        Map<String, Long> all = counters.snapshot();
        all.put("buffers-leased", (long) setup.pool().leased());
        all.put("buffers-refused", setup.pool().refused());
        all.put("inbound-open", (long) open.inbound());
        all.put("reassembly-held-bytes", setup.nodeBudget().takenBytes());
        return all;
    }

    @Override
    public String toString() {
        return "mconn" + endpoints;
    }

    private void listen(InetSocketAddress address) throws IOException {
        if (address.isUnresolved()) {
            throw new IOException("cannot listen, unknown host: " + address.getHostString());
        }
        // One family each: 0.0.0.0 is not the same as ::, and both may be wanted.
        ServerSocketChannel listener =
                ServerSocketChannel.open(
                        address.getAddress() instanceof Inet4Address
                                ? StandardProtocolFamily.INET
                                : StandardProtocolFamily.INET6);
        listeners.add(listener);
        try {
            listener.bind(address);
        } catch (BindException e) {
            String where = address.getAddress().getHostAddress() + ":" + address.getPort();
            throw new BindException("cannot listen on " + where + ": " + e.getMessage());
        }
        Endpoint bound = Sockets.endpoint(listener.getLocalAddress());
        List<Endpoint> all = new ArrayList<>(endpoints);
        all.add(bound);
        endpoints = List.copyOf(all);
        scope.fork("accept-" + bound, () -> acceptor.run(listener));
    }

    private void connect(SocketChannel channel, InetSocketAddress target, Deadline deadline)
            throws InterruptedException, IOException {
        if (deadline.isPast(timers.nanos())) {
            throw timeout(target);
        }
        Timers.Alarm alarm = timers.at(deadline, () -> Sockets.closeQuietly(channel));
        boolean inTime = false;
        try {
            channel.connect(target);
            inTime = true;
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (IOException e) {
            if (deadline.isPast(timers.nanos())) {
                throw (IOException) timeout(target).initCause(e);
            }
            throw e;
        } finally {
            boolean cancelled = alarm.cancel();
            inTime = inTime && (cancelled || deadline.equals(Deadline.NEVER));
        }
        if (!inTime) {
            throw timeout(target);
        }
    }

    private static SocketTimeoutException timeout(InetSocketAddress target) {
        return new SocketTimeoutException("not connected in time, address: " + target);
    }
}
