package dev.tendril.launcher;

/**
 * Why a command ends without having done its job: one line for the person who typed it, and the
 * exit status. Never shown with a stack trace.
 */
final class CommandException extends Exception {

    /** Exit status of a command that was understood and could not be done. */
    static final int FAILED = 1;

    /** Exit status of a command line that was not understood. */
    static final int USAGE = 2;

    private static final long serialVersionUID = 1L;

    private final int status;

    private CommandException(int status, String line) {
        super(line);
        this.status = status;
    }

    static CommandException failed(String line) {
        return new CommandException(FAILED, line);
    }

    static CommandException usage(String line) {
        return new CommandException(USAGE, line);
    }

    int status() {
        return status;
    }
}
