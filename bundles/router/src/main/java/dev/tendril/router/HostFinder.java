package dev.tendril.router;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.support.count.Counters;
import dev.tendril.support.thread.TaskScope;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Turns addresses into endpoints at the time they are dialed. A name service that hangs holds a
 * thread of its own, at most {@value #SEARCHES_MAX} at once, and never a dial beyond its deadline.
 */
final class HostFinder {

    static final int SEARCHES_MAX = 64;

    /** Endpoints of one name that are tried. */
    private static final int ENDPOINTS_MAX = 16;

    private final Resolver resolver;
    private final Timers timers;
    private final TaskScope scope;
    private final Counters counters;
    private final Semaphore searches = new Semaphore(SEARCHES_MAX);

    HostFinder(Resolver resolver, Timers timers, TaskScope scope, Counters counters) {
        this.resolver = resolver;
        this.timers = timers;
        this.scope = scope;
        this.counters = counters;
    }

    /** The endpoints of {@code address}, at most 16. */
    List<Endpoint> endpoints(NodeAddress address, Deadline deadline)
            throws InterruptedException, IOException {
        if (!address.isNetworked()) {
            var path = address.path().isEmpty() ? address.nodeId().hex() : address.path();
            return List.of(new Endpoint.Local(address.protocol(), path));
        }
        var port = address.port() == 0 ? NodeAddress.DEFAULT_PORT : address.port();
        return addresses(address.host(), deadline).stream()
                .distinct()
                .limit(ENDPOINTS_MAX)
                .map(ip -> (Endpoint) new Endpoint.Networked(address.protocol(), ip, port))
                .toList();
    }

    private List<InetAddress> addresses(String host, Deadline deadline)
            throws InterruptedException, IOException {
        var literal = literal(host);
        if (literal.isPresent()) {
            return List.of(literal.get());
        }
        if (!searches.tryAcquire()) {
            counters.increment("limit.host-searches");
            throw new IOException("too many host searches at once, host: " + host);
        }
        var search = new Search();
        if (!scope.fork("resolve-" + host, () -> search.run(host))) {
            searches.release();
            throw new IOException("router is stopping, host: " + host);
        }
        return search.await(host, deadline);
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    private final class Search {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition done = lock.newCondition();
        private Optional<List<InetAddress>> found = Optional.empty();
        private String problem = "";

        void run(String host) throws InterruptedException {
            try {
                finish(List.copyOf(resolver.resolve(host)), "no address");
            } catch (IOException | RuntimeException failure) {
                finish(List.of(), Failures.text(failure));
            } finally {
                searches.release();
            }
        }

        private void finish(List<InetAddress> addresses, String otherwise) {
            lock.lock();
            try {
                found = Optional.of(addresses);
                problem = addresses.isEmpty() ? otherwise : "";
                done.signalAll();
            } finally {
                lock.unlock();
            }
        }

        List<InetAddress> await(String host, Deadline deadline)
                throws InterruptedException, IOException {
            lock.lockInterruptibly();
            try {
                while (found.isEmpty()) {
                    if (deadline.isPast(timers.nanos())) {
                        counters.increment("limit.resolve-timeout");
                        throw new IOException("name service did not answer in time, host: " + host);
                    }
                    timers.await(lock, done, deadline);
                }
                if (!problem.isEmpty()) {
                    throw new IOException(
                            "host not found, host: " + host + ", problem: " + problem);
                }
                return found.get();
            } finally {
                lock.unlock();
            }
        }
    }
}
