package dev.tendril.shell.view;

import dev.tendril.api.address.NodeId;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the peer an operator means: by the start of its id, its moniker, or its host. */
public final class PeerFinder {

    private static final int SHOWN_MAX = 5;

    private PeerFinder() {}

    /** What was found. */
    public sealed interface Found {

        /** One peer of one network. */
        record One(String network, NodeId nodeId) implements Found {}

        /** Nobody, or more than one; the message says which and what helps. */
        record Not(boolean ambiguous, String message) implements Found {}
    }

    /** The peer that {@code text} means in {@code states}. */
    public static Found find(List<NetworkState> states, String text) {
        var word = Hosts.brief(text.toLowerCase(Locale.ROOT));
        var rows =
                states.stream()
                        .flatMap(s -> s.peers().stream().map(peer -> PeerRow.of(s, peer)))
                        .toList();
        var matches =
                Stream.<List<PeerRow>>of(
                                byId(rows, word), byMoniker(rows, word), byHost(rows, word))
                        .filter(found -> !found.isEmpty())
                        .findFirst()
                        .orElse(List.of());
        if (matches.size() == 1) {
            var row = matches.getFirst();
            return new Found.One(row.network(), row.peer().nodeId());
        }
        return matches.isEmpty() ? nobody(states, rows, text) : several(matches, text);
    }

    /** As {@link #find}; anything but one peer is a {@link Refusal}. */
    public static Found.One one(List<NetworkState> states, String text) {
        return switch (find(states, text)) {
            case Found.One one -> one;
            case Found.Not not -> throw new Refusal(not.message());
        };
    }

    private static List<PeerRow> byId(List<PeerRow> rows, String word) {
        return rows.stream().filter(row -> row.peer().nodeId().hex().startsWith(word)).toList();
    }

    private static List<PeerRow> byMoniker(List<PeerRow> rows, String word) {
        return rows.stream()
                .filter(row -> row.moniker().toLowerCase(Locale.ROOT).equals(word))
                .toList();
    }

    private static List<PeerRow> byHost(List<PeerRow> rows, String word) {
        return rows.stream().filter(row -> isAt(row, word)).toList();
    }

    private static boolean isAt(PeerRow row, String word) {
        return Stream.concat(
                        Stream.of(row.address()),
                        row.peer().addresses().stream()
                                .map(a -> Hosts.brief(a.address().hostPort())))
                .anyMatch(
                        at ->
                                at.equals(word)
                                        || at.startsWith(word + ":")
                                        || at.startsWith("[" + word + "]:"));
    }

    private static Found nobody(List<NetworkState> states, List<PeerRow> rows, String text) {
        return new Found.Not(
                false,
                "never heard of "
                        + text
                        + ", searched: ids, monikers and hosts of "
                        + rows.size()
                        + " known peers of "
                        + states.stream()
                                .map(NetworkState::name)
                                .collect(Collectors.joining(", ")));
    }

    private static Found several(List<PeerRow> matches, String text) {
        var some =
                matches.stream()
                        .limit(SHOWN_MAX)
                        .map(PeerFinder::brief)
                        .collect(Collectors.joining(", "));
        var rest = matches.size() - SHOWN_MAX;
        return new Found.Not(
                true,
                text
                        + " means several peers: "
                        + some
                        + (rest > 0 ? " and " + rest + " more" : "")
                        + "; give more digits of the id");
    }

    private static String brief(PeerRow row) {
        var moniker = row.moniker();
        return row.peer().nodeId().hex().substring(0, 12)
                + "…"
                + (moniker.isEmpty() ? "" : " " + moniker)
                + " ("
                + row.network()
                + ")";
    }
}
