package dev.tendril.itests.interop;

import java.util.ArrayDeque;

/** What a test has started so far, ended the last first, however far its start came. */
final class Processes implements AutoCloseable {

    private final ArrayDeque<AutoCloseable> owned = new ArrayDeque<>();

    /** Ends {@code process} with the test. */
    <T extends AutoCloseable> T own(T process) {
        owned.push(process);
        return process;
    }

    @Override
    public void close() throws Exception {
        while (!owned.isEmpty()) {
            owned.pop().close();
        }
    }
}
