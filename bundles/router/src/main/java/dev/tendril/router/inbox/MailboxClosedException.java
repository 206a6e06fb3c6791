package dev.tendril.router.inbox;

/** A mailbox is closed: nothing will come any more. */
public final class MailboxClosedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** An exception that says so. */
    public MailboxClosedException() {
        super("mailbox is closed");
    }
}
