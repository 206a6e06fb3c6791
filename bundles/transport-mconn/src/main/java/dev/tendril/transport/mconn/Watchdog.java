package dev.tendril.transport.mconn;

import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;
import dev.tendril.api.time.Timers.Alarm;
import dev.tendril.transport.mconn.packet.KeepAlive;
import dev.tendril.transport.mconn.reason.MconnFailure;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one alarm of a connection: ends it when the peer is silent after a ping or takes nothing of
 * what is sent. Armed lazily: when it goes off early, it looks what is due and sets itself again.
 * Safe for many threads.
 */
final class Watchdog implements TcpLink.WriteWatch {

    private static final long NEVER = Long.MAX_VALUE;

    private final Timers timers;
    private final ConnectionEnd end;
    private final KeepAlive keepAlive;
    private final long stallNanos;
    private final ReentrantLock lock = new ReentrantLock();

    private volatile long armedAtNanos = NEVER;
    private volatile long writingSinceNanos = NEVER;

    // Guarded by lock.
    private Alarm alarm = () -> false;
    private boolean stopped;

    Watchdog(Timers timers, ConnectionEnd end, KeepAlive keepAlive, long stallNanos) {
        this.timers = timers;
        this.end = end;
        this.keepAlive = keepAlive;
        this.stallNanos = stallNanos;
    }

    /** A write begins, or has made progress. */
    @Override
    public void writing() {
        long now = timers.nanos();
        writingSinceNanos = now;
        arm(now + stallNanos);
    }

    /** The write is done. */
    @Override
    public void written() {
        writingSinceNanos = NEVER;
    }

    /** A ping was sent. */
    void pinged() {
        keepAlive.silentUntilNanos().ifPresent(this::arm);
    }

    /** Takes the alarm back for good. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            alarm.cancel();
        } finally {
            lock.unlock();
        }
    }

    private void arm(long dueNanos) {
        if (armedAtNanos <= dueNanos) {
            return;
        }
        lock.lock();
        try {
            if (!stopped && armedAtNanos > dueNanos) {
                alarm.cancel();
                armedAtNanos = dueNanos;
                alarm = timers.at(new Deadline(dueNanos), this::look);
            }
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        armedAtNanos = NEVER;
        long now = timers.nanos();
        Optional<Long> silentUntil = keepAlive.silentUntilNanos();
        if (silentUntil.isPresent() && silentUntil.get() <= now) {
            end(MconnFailure.PONG_TIMEOUT, "nothing came after a ping");
            return;
        }
        long writingSince = writingSinceNanos;
        if (writingSince != NEVER && writingSince + stallNanos <= now) {
            end(MconnFailure.WRITE_STALLED, "the peer takes nothing");
            return;
        }
        silentUntil.ifPresent(this::arm);
        if (writingSince != NEVER) {
            arm(writingSince + stallNanos);
        }
    }

    private void end(MconnFailure failure, String detail) {
        end.end(failure.reason(detail), failure.blame());
    }
}
