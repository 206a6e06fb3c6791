package dev.tendril.router;

import dev.tendril.api.reactor.Reactor;
import dev.tendril.support.thread.Task;
import dev.tendril.support.thread.TaskScope;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/**
 * One life of a reactor, on a thread of its own. All foreign objects are in fields that are cleared
 * at the end, and the thread's context class loader too: a dead thread may be kept by the
 * framework, and with it everything it refers to.
 */
final class ReactorRun implements Task {

    private static final Logger LOG = LoggerFactory.getLogger(ReactorRun.class);

    private final ReactorHost host;
    private final String name;
    private volatile @Nullable ReactorSlot slot;
    private final TaskScope scope;
    private volatile @Nullable ReactorSource source;
    private volatile @Nullable LeasedContext context;
    private @Nullable Reactor reactor;
    private volatile boolean stopping;

    ReactorRun(ReactorHost host, ReactorSlot slot, TaskScope scope) {
        this.host = host;
        this.name = slot.name();
        this.slot = slot;
        this.scope = scope;
        this.source = slot.source();
    }

    TaskScope scope() {
        return scope;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Asks it to end: from now on it reaches nothing of ours. Does not wait. */
    void stop() {
        stopping = true;
        endContext();
        scope.cancel();
    }

    private void endContext() {
        var held = context;
        if (held != null) {
            held.end();
        }
    }

    /** The context is made; called on the reactor's thread under the host's lock. */
    void lent(LeasedContext made) {
        context = made;
    }

    @Override
    public void run() {
        Outcome outcome = new Outcome.Stopped();
        try {
            outcome = live();
        } finally {
            release();
            var from = slot;
            slot = null;
            if (from != null) {
                host.ended(from, this, outcome);
            }
        }
    }

    private Outcome live() {
        try {
            begin();
            var from = slot;
            if (reactor == null || from == null) {
                return new Outcome.Refused("its bundle gives no object", false);
            }
            var made = host.begin(this, from, reactor.channels());
            reactor.run(made);
            return stopping ? new Outcome.Stopped() : new Outcome.Returned();
        } catch (InterruptedException asked) {
            return stopping ? new Outcome.Stopped() : new Outcome.Failed(Failures.text(asked));
        } catch (ClaimRefusedException refused) {
            return new Outcome.Refused(Optional.ofNullable(refused.getMessage()).orElse(""), true);
        } catch (Throwable failure) {
            if (stopping) {
                LOG.debug("reactor threw while it was stopped, name: {}", name, failure);
                return new Outcome.Stopped();
            }
            LOG.warn("reactor failed, name: {}", name, failure);
            return new Outcome.Failed(Failures.text(failure));
        }
    }

    private void begin() {
        var from = source;
        if (from != null) {
            reactor = from.fresh().orElse(null);
        }
        if (reactor != null) {
            Thread.currentThread().setContextClassLoader(reactor.getClass().getClassLoader());
        }
    }

    private void release() {
        endContext();
        var from = source;
        var held = reactor;
        source = null;
        reactor = null;
        context = null;
        Thread.currentThread().setContextClassLoader(null);
        if (from != null && held != null) {
            releaseTo(from, held);
        }
    }

    private void releaseTo(ReactorSource from, Reactor held) {
        try {
            from.release(held);
        } catch (RuntimeException failure) {
            LOG.warn("reactor could not be released, name: {}", name, failure);
        }
    }

    /** How a life ended. */
    sealed interface Outcome {
        /** We asked for it. */
        record Stopped() implements Outcome {}

        /** It returned by itself. */
        record Returned() implements Outcome {}

        /** It threw. */
        record Failed(String text) implements Outcome {}

        /**
         * It could not begin; when {@code untilFreed} it waits for channels, else it is tried again
         * after a pause.
         */
        record Refused(String text, boolean untilFreed) implements Outcome {}
    }
}
