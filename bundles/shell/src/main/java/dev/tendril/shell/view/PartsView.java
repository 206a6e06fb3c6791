package dev.tendril.shell.view;

import static dev.tendril.shell.view.Table.left;
import static dev.tendril.shell.view.Table.right;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.router.RouterSnapshot;
import dev.tendril.api.router.RouterSnapshot.ChannelState;
import dev.tendril.api.router.RouterSnapshot.ReactorState;
import dev.tendril.api.router.RouterSnapshot.TransportState;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code p2p:channels}, {@code p2p:reactors}, {@code p2p:transports}: what a network is made of.
 */
public final class PartsView {

    private PartsView() {}

    /** The channels that are served. */
    public static Listing channels(NetworkState state) {
        var table =
                new Table(
                        left("ID", 4),
                        left("NAME", 14),
                        left("REACTOR", 14),
                        right("PRIO", 4),
                        right("PEERS", 5),
                        right("SENT", 9),
                        right("RECEIVED", 9),
                        right("WAITING", 7),
                        right("BYTES", 6),
                        left("DROPPED", 40));
        var channels = list(state, RouterSnapshot::channels);
        for (var channel : channels) {
            table.row(
                    channel.id(),
                    channel.name(),
                    channel.reactor(),
                    channel.priority(),
                    channel.peers(),
                    channel.sentMessages(),
                    channel.receivedMessages(),
                    channel.waitingMessages(),
                    Units.bytes(channel.waitingBytes()),
                    drops(channel.drops()));
        }
        return listing(
                state,
                table,
                "no channel is served: no reactor runs, p2p:reactors says why",
                channels.stream().map(c -> json(state.name(), c)).toList());
    }

    /** The reactors, running or not. */
    public static Listing reactors(NetworkState state) {
        var table =
                new Table(
                        left("NAME", 16),
                        left("STATE", 8),
                        left("CHANNELS", 14),
                        right("FAILURES", 8),
                        left("OWNER", 60));
        var reactors = list(state, RouterSnapshot::reactors);
        for (var reactor : reactors) {
            table.row(
                    reactor.name(),
                    reactor.state(),
                    joined(reactor.channels()),
                    reactor.failures(),
                    reactor.owner());
        }
        var listing =
                listing(
                        state,
                        table,
                        "no reactor is there: put its bundle into deploy/",
                        reactors.stream().map(r -> json(state.name(), r)).toList());
        // Below the table, where there is room for the command that helps.
        var notes =
                reactors.stream()
                        .filter(r -> !why(r).isEmpty())
                        .map(r -> r.name() + " is " + r.state() + ": " + why(r) + "\n")
                        .collect(Collectors.joining());
        return new Listing(listing.table() + notes, listing.json());
    }

    /** The transports. */
    public static Listing transports(NetworkState state) {
        var table =
                new Table(
                        left("PROTOCOLS", 14),
                        left("STATE", 9),
                        right("CONNECTIONS", 11),
                        left("LISTENS ON", 40),
                        left("OWNER", 60));
        var transports = list(state, RouterSnapshot::transports);
        for (var transport : transports) {
            table.row(
                    joined(transport.protocols()),
                    transport.state(),
                    transport.connections(),
                    joined(transport.endpoints()),
                    transport.owner());
        }
        var listing =
                listing(
                        state,
                        table,
                        "no transport is there: name one in the list transports of the network's"
                                + " file",
                        transports.stream().map(t -> json(state.name(), t)).toList());
        var notes = transports.stream().map(PartsView::counted).collect(Collectors.joining());
        return new Listing(listing.table() + notes, listing.json());
    }

    /** A line of what is not 0; empty when all is. */
    private static String counted(TransportState transport) {
        var figures =
                transport.counters().entrySet().stream()
                        .filter(e -> e.getValue() != 0)
                        .map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining(", "));
        return figures.isEmpty()
                ? ""
                : joined(transport.protocols()) + " counts: " + figures + "\n";
    }

    private static <T> List<T> list(NetworkState state, Function<RouterSnapshot, List<T>> part) {
        return state.router().map(part).orElse(List.of());
    }

    private static Listing listing(
            NetworkState state, Table table, String empty, List<Map<String, Object>> json) {
        if (!table.isEmpty()) {
            return new Listing(table.text(), json);
        }
        return new Listing((state.router().isEmpty() ? state.missing() : empty) + "\n", json);
    }

    private static String joined(Collection<?> things) {
        return things.stream().map(Object::toString).sorted().collect(Collectors.joining(" "));
    }

    private static String drops(Map<String, Long> drops) {
        return drops.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String why(ReactorState reactor) {
        return reactor.lastFailure().isEmpty()
                ? reactor.reason()
                : (reactor.reason().isEmpty() ? "last failure: " : reactor.reason() + ", last: ")
                        + reactor.lastFailure();
    }

    private static Map<String, Object> json(String network, ChannelState c) {
        return Fields.of(
                "network",
                network,
                "id",
                c.id().toString(),
                "name",
                c.name(),
                "reactor",
                c.reactor(),
                "priority",
                c.priority(),
                "peers",
                c.peers(),
                "sent_messages",
                c.sentMessages(),
                "received_messages",
                c.receivedMessages(),
                "waiting_messages",
                c.waitingMessages(),
                "waiting_bytes",
                c.waitingBytes(),
                "drops",
                c.drops());
    }

    private static Map<String, Object> json(String network, ReactorState r) {
        return Fields.of(
                "network",
                network,
                "name",
                r.name(),
                "state",
                r.state(),
                "reason",
                r.reason(),
                "owner",
                r.owner(),
                "channels",
                r.channels().stream().map(ChannelId::toString).toList(),
                "failures",
                r.failures(),
                "last_failure",
                r.lastFailure());
    }

    private static Map<String, Object> json(String network, TransportState t) {
        return Fields.of(
                "network",
                network,
                "protocols",
                t.protocols().stream().sorted().map(Protocol::toString).toList(),
                "state",
                t.state(),
                "endpoints",
                t.endpoints().stream().map(Endpoint::toString).toList(),
                "connections",
                t.connections(),
                "counters",
                t.counters(),
                "owner",
                t.owner());
    }
}
