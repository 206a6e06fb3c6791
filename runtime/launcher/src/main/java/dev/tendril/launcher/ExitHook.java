package dev.tendril.launcher;

/** Something that is done when the process ends, however it ends but by force. */
final class ExitHook {

    private final Thread thread;

    private ExitHook(Thread thread) {
        this.thread = thread;
    }

    /** Will do {@code action} on a thread called {@code name}. */
    static ExitHook add(String name, Runnable action) {
        var thread = Thread.ofPlatform().name(name).unstarted(action);
        Runtime.getRuntime().addShutdownHook(thread);
        return new ExitHook(thread);
    }

    /** Takes it back; false when the process is ending and it runs or has run. */
    boolean remove() {
        try {
            return Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException ending) {
            return false;
        }
    }
}
