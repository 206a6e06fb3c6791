package dev.tendril.api.router;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.transport.ConnectionSnapshot;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A router at one moment. Only values: nothing of a reactor's or transport's bundle.
 *
 * @param network the name of the network
 * @param self our node info
 * @param waitingFor what must come before it dials and accepts, one line each; empty when it runs
 * @param links the connections, in order of connection numbers
 * @param channels the channels, in order of ids
 * @param reactors the reactors, in order of names
 * @param transports the transports
 * @param counters each counter by name, from the start of the router
 */
public record RouterSnapshot(
        String network,
        NodeInfo self,
        List<String> waitingFor,
        List<Link> links,
        List<ChannelState> channels,
        List<ReactorState> reactors,
        List<TransportState> transports,
        Map<String, Long> counters) {

    /** Checks what the components promise; collections are copied. */
    public RouterSnapshot {
        waitingFor = List.copyOf(waitingFor);
        links = List.copyOf(links);
        channels = List.copyOf(channels);
        reactors = List.copyOf(reactors);
        transports = List.copyOf(transports);
        counters = Collections.unmodifiableMap(new TreeMap<>(counters));
    }

    /**
     * A connection.
     *
     * @param peer who it is
     * @param channels the channels that can be used with it
     * @param queuedMessages messages that wait to be sent
     * @param queuedBytes their bytes
     * @param connectedFor how long it lasts
     * @param connection the figures of the transport
     */
    public record Link(
            PeerInfo peer,
            Set<ChannelId> channels,
            int queuedMessages,
            long queuedBytes,
            Duration connectedFor,
            ConnectionSnapshot connection) {
        /** Checks what the components promise; collections are copied. */
        public Link {
            channels = Collections.unmodifiableSet(new TreeSet<>(channels));
        }
    }

    /**
     * A channel.
     *
     * @param id its number
     * @param name its name
     * @param reactor who serves it
     * @param priority its weight
     * @param peers connected peers it can be used with
     * @param waitingMessages messages that wait for the reactor
     * @param waitingBytes their bytes
     * @param sentMessages messages queued for peers so far
     * @param receivedMessages messages offered to the mailbox so far
     * @param drops messages dropped so far, by reason
     */
    public record ChannelState(
            ChannelId id,
            String name,
            String reactor,
            int priority,
            int peers,
            int waitingMessages,
            long waitingBytes,
            long sentMessages,
            long receivedMessages,
            Map<String, Long> drops) {
        /** Checks what the components promise; collections are copied. */
        public ChannelState {
            drops = Collections.unmodifiableMap(new TreeMap<>(drops));
        }
    }

    /**
     * A reactor, bound, waiting or missing.
     *
     * @param name its name
     * @param state {@code running}, {@code starting}, {@code waiting}, {@code held}, {@code ended}
     *     or {@code missing}
     * @param reason why it is not running, and the command that helps; empty when it runs
     * @param owner bundle and version, as text
     * @param channels its channels
     * @param failures how often it has thrown
     * @param lastFailure class and message of the last one; may be empty
     */
    public record ReactorState(
            String name,
            String state,
            String reason,
            String owner,
            List<ChannelId> channels,
            long failures,
            String lastFailure) {
        /** Checks what the components promise; collections are copied. */
        public ReactorState {
            channels = List.copyOf(channels);
        }
    }

    /**
     * A transport.
     *
     * @param protocols what it can dial
     * @param endpoints where it listens
     * @param owner bundle and version, as text
     * @param state {@code listening}, {@code dial-only}, {@code waiting} or {@code departed}
     * @param connections its open connections
     * @param counters what it counts and what is in use, by name, as {@link
     *     dev.tendril.api.transport.Transport#counters} says; empty while it has not told its
     *     protocols, and when it cannot be asked
     */
    public record TransportState(
            Set<Protocol> protocols,
            List<Endpoint> endpoints,
            String owner,
            String state,
            int connections,
            Map<String, Long> counters) {
        /** Checks what the components promise; collections are copied. */
        public TransportState {
            protocols = Collections.unmodifiableSet(new TreeSet<>(protocols));
            endpoints = List.copyOf(endpoints);
            counters = Collections.unmodifiableMap(new TreeMap<>(counters));
        }
    }
}
