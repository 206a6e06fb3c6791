package dev.tendril.router.inbox;

/**
 * Messages that wait in a mailbox.
 *
 * @param messages how many
 * @param bytes their bytes together
 */
public record Waiting(int messages, long bytes) {

    Waiting plus(Waiting other) {
        return new Waiting(messages + other.messages, bytes + other.bytes);
    }
}
