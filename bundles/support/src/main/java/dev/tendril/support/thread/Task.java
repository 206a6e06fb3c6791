package dev.tendril.support.thread;

/** What a thread of a {@link TaskScope} does. An interrupt asks it to end. */
@FunctionalInterface
public interface Task {

    /** Runs to its end, or until it is interrupted. */
    void run() throws InterruptedException;
}
