package dev.tendril.api.channel;

/**
 * What a reactor says about one of its channels: number, messages, weight and limits. Immutable.
 * All limits are local; nothing of it but the number goes over the wire.
 *
 * @param <M> the messages of the channel
 * @param id the number, the same at both ends
 * @param name a word for tables and logs
 * @param codec how messages become bytes
 * @param codecVersion grows when a new version of the reactor cannot read messages that wait for
 *     the old one
 * @param priority weight against other channels of the same peer, 1..1000
 * @param strict whether its messages go before those of all channels that are not (votes)
 * @param messageSizeMaxBytes largest encoded message in either direction, 1..{@value
 *     #MESSAGE_SIZE_LIMIT_BYTES}
 * @param sendQueueMaxMessages messages that may wait for one peer, at least 1
 * @param sendQueueMaxBytes bytes that may wait for one peer; at least one message always fits
 * @param inboxMaxMessages messages of one peer that may wait for the reactor, at least 1
 * @param inboxMaxBytes bytes of one peer that may wait for the reactor; at least one message always
 *     fits
 * @param inboxPolicy what happens beyond that
 */
public record ChannelDescriptor<M>(
        ChannelId id,
        String name,
        Codec<M> codec,
        int codecVersion,
        int priority,
        boolean strict,
        int messageSizeMaxBytes,
        int sendQueueMaxMessages,
        long sendQueueMaxBytes,
        int inboxMaxMessages,
        long inboxMaxBytes,
        InboxPolicy inboxPolicy) {

    /**
     * Upper bound of {@code messageSizeMaxBytes}: CometBFT's largest channel has 104,857,605
     * (wire.md 6.1).
     */
    public static final int MESSAGE_SIZE_LIMIT_BYTES = 128 * 1024 * 1024;

    private static final int PRIORITY_MAX = 1_000;

    /** Checks what the components promise. */
    public ChannelDescriptor {
        within("priority", priority, PRIORITY_MAX);
        within("messageSizeMaxBytes", messageSizeMaxBytes, MESSAGE_SIZE_LIMIT_BYTES);
        within("sendQueueMaxMessages", sendQueueMaxMessages, Integer.MAX_VALUE);
        within("sendQueueMaxBytes", sendQueueMaxBytes, Long.MAX_VALUE);
        within("inboxMaxMessages", inboxMaxMessages, Integer.MAX_VALUE);
        within("inboxMaxBytes", inboxMaxBytes, Long.MAX_VALUE);
        within("codecVersion", codecVersion, Integer.MAX_VALUE);
    }

    /**
     * {@return a descriptor with defaults: what is not said is that of {@link Builder}}
     *
     * @param <M> the messages of the channel
     * @param id the number, 0..255
     * @param name the name
     * @param codec how messages become bytes
     */
    public static <M> Builder<M> builder(int id, String name, Codec<M> codec) {
        return new Builder<>(new ChannelId(id), name, codec);
    }

    private static void within(String name, long value, long max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(
                    "channel limit is not within 1.." + max + ", " + name + ": " + value);
        }
    }

    /**
     * Collects a descriptor; not for use by several threads.
     *
     * @param <M> the messages of the channel
     */
    public static final class Builder<M> {

        private final ChannelId id;
        private final String name;
        private final Codec<M> codec;
        private int codecVersion = 1;
        private int priority = 1;
        private boolean strict;
        private int messageSizeMaxBytes = 1024 * 1024;
        private int sendQueueMaxMessages = 100;
        private long sendQueueMaxBytes = 4L * 1024 * 1024;
        private int inboxMaxMessages = 100;
        private long inboxMaxBytes = 4L * 1024 * 1024;
        private InboxPolicy inboxPolicy = InboxPolicy.DROP_NEWEST;

        private Builder(ChannelId id, String name, Codec<M> codec) {
            this.id = id;
            this.name = name;
            this.codec = codec;
        }

        /**
         * Default 1.
         *
         * @param version at least 1
         * @return this builder
         */
        public Builder<M> codecVersion(int version) {
            codecVersion = version;
            return this;
        }

        /**
         * Default 1.
         *
         * @param weight 1..1000
         * @return this builder
         */
        public Builder<M> priority(int weight) {
            priority = weight;
            return this;
        }

        /**
         * Default: not strict.
         *
         * @return this builder
         */
        public Builder<M> strict() {
            strict = true;
            return this;
        }

        /**
         * Default 1 MiB.
         *
         * @param bytes 1..134,217,728
         * @return this builder
         */
        public Builder<M> messageSizeMaxBytes(int bytes) {
            messageSizeMaxBytes = bytes;
            return this;
        }

        /**
         * Default 100 messages and 4 MiB for each peer.
         *
         * @param maxMessages at least 1
         * @param maxBytes at least 1
         * @return this builder
         */
        public Builder<M> sendQueue(int maxMessages, long maxBytes) {
            sendQueueMaxMessages = maxMessages;
            sendQueueMaxBytes = maxBytes;
            return this;
        }

        /**
         * Default 100 messages and 4 MiB of each peer, then {@link InboxPolicy#DROP_NEWEST}.
         *
         * @param maxMessages at least 1
         * @param maxBytes at least 1
         * @param policy what happens beyond that
         * @return this builder
         */
        public Builder<M> inbox(int maxMessages, long maxBytes, InboxPolicy policy) {
            inboxMaxMessages = maxMessages;
            inboxMaxBytes = maxBytes;
            inboxPolicy = policy;
            return this;
        }

        /**
         * {@return the descriptor; {@link IllegalArgumentException} names a limit that is out of
         * range}
         */
        public ChannelDescriptor<M> build() {
            return new ChannelDescriptor<>(
                    id,
                    name,
                    codec,
                    codecVersion,
                    priority,
                    strict,
                    messageSizeMaxBytes,
                    sendQueueMaxMessages,
                    sendQueueMaxBytes,
                    inboxMaxMessages,
                    inboxMaxBytes,
                    inboxPolicy);
        }
    }
}
