package dev.tendril.support.thread;

/**
 * Makes the threads of a node. The one that ships makes virtual threads; a simulator gives its own,
 * which run when its scheduler says so.
 */
@FunctionalInterface
public interface Threads {

    /** A thread named {@code name} that is not started yet. */
    Thread unstarted(String name, Runnable task);

    /** Virtual threads, which inherit nothing from the thread that makes them. */
    static Threads virtual() {
        return (name, task) ->
                Thread.ofVirtual().name(name).inheritInheritableThreadLocals(false).unstarted(task);
    }
}
