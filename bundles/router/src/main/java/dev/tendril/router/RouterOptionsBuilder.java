package dev.tendril.router;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.node.ProtocolVersions;
import dev.tendril.api.reactor.Settings;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects {@link RouterOptions}; not for use by several threads. */
public final class RouterOptionsBuilder {

    private static final long MIB = 1024L * 1024;

    private final String network;
    private final String chainId;
    private String moniker = "tendril";
    private ProtocolVersions versions = ProtocolVersions.COMETBFT;
    private String listenAddress = "";
    private String externalAddress = "";
    private Set<String> reactors = Set.of("pex");
    private List<ChannelId> announcedChannels = List.of();
    private Set<String> transports = Set.of();
    private QueueType queueType = QueueType.WEIGHTED;
    private Duration handshakeTimeout = Duration.ofSeconds(20);
    private Duration dialTimeout = Duration.ofSeconds(3);
    private Duration resolveTimeout = Duration.ofSeconds(5);
    private int handshakesMax = 100;
    private int peerQueueMaxMessages = 10_000;
    private long peerQueueMaxBytes = 32 * MIB;
    private int nodeQueueMaxMessages = 1_000_000;
    private long nodeQueueMaxBytes = 256 * MIB;
    private Duration settleDelay = Duration.ofSeconds(5);
    private Duration transportLinger = Duration.ofMinutes(10);
    private final Map<String, Settings> reactorSettings = new HashMap<>();

    RouterOptionsBuilder(String network, String chainId) {
        this.network = network;
        this.chainId = chainId;
    }

    /** Default {@code tendril}. */
    public RouterOptionsBuilder moniker(String name) {
        moniker = name;
        return this;
    }

    /** Default those of CometBFT. */
    public RouterOptionsBuilder versions(ProtocolVersions announced) {
        versions = announced;
        return this;
    }

    /** Default: from what transports listen on. */
    public RouterOptionsBuilder listenAddress(String announced) {
        listenAddress = announced;
        return this;
    }

    /** Default: none. */
    public RouterOptionsBuilder externalAddress(String address) {
        externalAddress = address;
        return this;
    }

    /** Default {@code pex}; {@code *} takes all. */
    public RouterOptionsBuilder reactors(Set<String> names) {
        reactors = names;
        return this;
    }

    /** Default none. */
    public RouterOptionsBuilder announcedChannels(List<ChannelId> channels) {
        announcedChannels = channels;
        return this;
    }

    /** Default none. */
    public RouterOptionsBuilder transports(Set<String> names) {
        transports = names;
        return this;
    }

    /** Default weighted. */
    public RouterOptionsBuilder queueType(QueueType type) {
        queueType = type;
        return this;
    }

    /** Default 20 s. */
    public RouterOptionsBuilder handshakeTimeout(Duration limit) {
        handshakeTimeout = limit;
        return this;
    }

    /** Default 3 s. */
    public RouterOptionsBuilder dialTimeout(Duration limit) {
        dialTimeout = limit;
        return this;
    }

    /** Default 5 s. */
    public RouterOptionsBuilder resolveTimeout(Duration limit) {
        resolveTimeout = limit;
        return this;
    }

    /** Default 100. */
    public RouterOptionsBuilder handshakesMax(int count) {
        handshakesMax = count;
        return this;
    }

    /** Default 10,000 messages and 32 MiB. */
    public RouterOptionsBuilder peerQueue(int messagesMax, long bytesMax) {
        peerQueueMaxMessages = messagesMax;
        peerQueueMaxBytes = bytesMax;
        return this;
    }

    /** Default 1,000,000 messages and 256 MiB. */
    public RouterOptionsBuilder nodeQueue(int messagesMax, long bytesMax) {
        nodeQueueMaxMessages = messagesMax;
        nodeQueueMaxBytes = bytesMax;
        return this;
    }

    /** Default 5 s. */
    public RouterOptionsBuilder settleDelay(Duration delay) {
        settleDelay = delay;
        return this;
    }

    /** Default 10 min. */
    public RouterOptionsBuilder transportLinger(Duration linger) {
        transportLinger = linger;
        return this;
    }

    /** Default none. */
    public RouterOptionsBuilder reactorSettings(String name, Settings settings) {
        reactorSettings.put(name, settings);
        return this;
    }

    /** The options; {@link IllegalArgumentException} names one that is out of range. */
    public RouterOptions build() {
        return new RouterOptions(
                network,
                chainId,
                moniker,
                versions,
                listenAddress,
                externalAddress,
                reactors,
                announcedChannels,
                transports,
                queueType,
                handshakeTimeout,
                dialTimeout,
                resolveTimeout,
                handshakesMax,
                peerQueueMaxMessages,
                peerQueueMaxBytes,
                nodeQueueMaxMessages,
                nodeQueueMaxBytes,
                settleDelay,
                transportLinger,
                reactorSettings);
    }
}
