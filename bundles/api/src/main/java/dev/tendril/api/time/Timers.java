package dev.tendril.api.time;

import org.osgi.annotation.versioning.ConsumerType;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * The clock of a node and the only way to wait for a time. The JDK's own timed waits are not used
 * in the core: with this type in their place a simulator can run the shipping code in virtual time.
 * Safe for use by many threads.
 */
@ConsumerType
public interface Timers extends Ticker {

    /**
     * {@return the moment {@code delay} from now}
     *
     * @param delay how long from now
     */
    default Deadline deadlineIn(Duration delay) {
        return Deadline.after(delay, nanos());
    }

    /**
     * Waits on {@code condition} until it is signalled or {@code deadline} has come; may also
     * return for no reason, so call it in a loop. The caller holds {@code lock}, to which {@code
     * condition} belongs.
     *
     * @param lock the lock that is held
     * @param condition a condition of that lock
     * @param deadline when the wait ends in any case
     * @return false when the deadline has come
     * @throws InterruptedException when the thread is interrupted: it is asked to end
     */
    boolean await(Lock lock, Condition condition, Deadline deadline) throws InterruptedException;

    /**
     * Waits until {@code deadline}; {@link Deadline#NEVER} waits for an interrupt.
     *
     * @param deadline when the wait ends
     * @throws InterruptedException when the thread is interrupted: it is asked to end
     */
    void sleepUntil(Deadline deadline) throws InterruptedException;

    /**
     * Waits for {@code delay}.
     *
     * @param delay how long from now
     * @throws InterruptedException when the thread is interrupted
     */
    default void sleep(Duration delay) throws InterruptedException {
        sleepUntil(deadlineIn(delay));
    }

    /**
     * Runs {@code action} once {@code deadline} has come, on a thread of the timers. The action is
     * short, does not block and does not throw; one that closes a socket or signals a condition is
     * meant. {@link Deadline#NEVER} is never run.
     *
     * @param deadline when it is run
     * @param action what is run
     * @return a way to take it back
     */
    Alarm at(Deadline deadline, Runnable action);

    /** Something that is to run at a time. */
    interface Alarm {

        /**
         * Takes it back.
         *
         * @return whether it was in time: false when the action has begun, has run or was taken
         *     back before
         */
        boolean cancel();
    }
}
