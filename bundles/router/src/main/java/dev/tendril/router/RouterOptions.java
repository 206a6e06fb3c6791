package dev.tendril.router;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.node.ProtocolVersions;
import dev.tendril.api.reactor.Settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a router of one network behaves. Immutable; {@link #builder} has the defaults.
 *
 * @param network the name of the network
 * @param chainId what nodes must agree on, compared byte by byte
 * @param moniker our name for people, printable ASCII
 * @param versions protocol versions we announce
 * @param listenAddress what we announce as our address, {@code tcp://host:port}; empty: from what
 *     transports listen on
 * @param externalAddress what we announce when {@code listenAddress} is empty; may be empty
 * @param reactors names of the reactors this network takes; {@code *} takes all
 * @param announcedChannels channels that are announced although nobody serves them
 * @param transports names of transports to wait for at the start
 * @param queueType who goes first among the channels of a peer
 * @param handshakeTimeout limit of a whole handshake
 * @param dialTimeout limit of all attempts to connect for one address
 * @param resolveTimeout limit of finding a host
 * @param handshakesMax inbound handshakes at the same time
 * @param peerQueueMaxMessages messages that may wait for one peer
 * @param peerQueueMaxBytes bytes that may wait for one peer
 * @param nodeQueueMaxMessages messages that may wait for all peers
 * @param nodeQueueMaxBytes bytes that may wait for all peers
 * @param settleDelay how long a start waits for listed reactors and transports
 * @param transportLinger how long connections of a departed transport live on
 * @param reactorSettings what each reactor's table says, by name
 */
public record RouterOptions(
        String network,
        String chainId,
        String moniker,
        ProtocolVersions versions,
        String listenAddress,
        String externalAddress,
        Set<String> reactors,
        List<ChannelId> announcedChannels,
        Set<String> transports,
        QueueType queueType,
        Duration handshakeTimeout,
        Duration dialTimeout,
        Duration resolveTimeout,
        int handshakesMax,
        int peerQueueMaxMessages,
        long peerQueueMaxBytes,
        int nodeQueueMaxMessages,
        long nodeQueueMaxBytes,
        Duration settleDelay,
        Duration transportLinger,
        Map<String, Settings> reactorSettings) {

    /** In {@code reactors}: all of them. */
    public static final String ALL = "*";

    public RouterOptions {
        reactors = Set.copyOf(reactors);
        announcedChannels = List.copyOf(announcedChannels);
        transports = Set.copyOf(transports);
        reactorSettings = Map.copyOf(reactorSettings);
        positive("handshakesMax", handshakesMax);
        positive("peerQueueMaxMessages", peerQueueMaxMessages);
        positive("peerQueueMaxBytes", peerQueueMaxBytes);
        positive("nodeQueueMaxMessages", nodeQueueMaxMessages);
        positive("nodeQueueMaxBytes", nodeQueueMaxBytes);
        positive("handshakeTimeout", handshakeTimeout.toMillis());
        positive("dialTimeout", dialTimeout.toMillis());
        positive("resolveTimeout", resolveTimeout.toMillis());
        if (announcedChannels.size() > NodeInfo.CHANNELS_MAX) {
            throw new IllegalArgumentException(
                    "a node announces at most 16 channels, announced_channels: "
                            + announcedChannels.size());
        }
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "router option is not positive, " + name + ": " + value);
        }
    }

    /** Options of {@code network} with defaults. */
    public static RouterOptionsBuilder builder(String network, String chainId) {
        return new RouterOptionsBuilder(network, chainId);
    }

    /** Whether this network takes the reactor {@code name}. */
    public boolean takes(String name) {
        return reactors.contains(name) || reactors.contains(ALL);
    }

    /** The reactors that are listed by name, in order. */
    Set<String> named() {
        var names = new TreeSet<>(reactors);
        names.remove(ALL);
        return names;
    }

    /** What the operator wrote for the reactor {@code name}. */
    public Settings settings(String name) {
        return reactorSettings.getOrDefault(name, Settings.NONE);
    }

    /** The same but for the reactors that are taken and what is written for them. */
    public RouterOptions withReactors(Set<String> names, Map<String, Settings> settings) {
        return new RouterOptions(
                network,
                chainId,
                moniker,
                versions,
                listenAddress,
                externalAddress,
                names,
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
                new TreeMap<>(settings));
    }
}
