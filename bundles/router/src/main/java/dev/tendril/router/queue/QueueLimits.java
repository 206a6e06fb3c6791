package dev.tendril.router.queue;

/**
 * How much may wait, all channels together.
 *
 * @param messagesMax messages, at least 1
 * @param bytesMax bytes, at least 1; an empty queue takes one message of any size
 */
public record QueueLimits(int messagesMax, long bytesMax) {

    public QueueLimits {
        if (messagesMax < 1 || bytesMax < 1) {
            throw new IllegalArgumentException(
                    "queue limit is not positive, messages: " + messagesMax);
        }
    }
}
