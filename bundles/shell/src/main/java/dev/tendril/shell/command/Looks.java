package dev.tendril.shell.command;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Decision;
import dev.tendril.shell.view.DecisionsView;
import dev.tendril.shell.view.Listing;
import dev.tendril.shell.view.MetricsView;
import dev.tendril.shell.view.PartsView;
import dev.tendril.shell.view.PeerFinder;
import dev.tendril.shell.view.PeerView;
import dev.tendril.shell.view.PeersView;
import dev.tendril.shell.view.Refusal;
import dev.tendril.shell.view.StatusView;
import dev.tendril.shell.view.WhyView;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Commands that only look. The network is a name, or empty for all there are. */
public final class Looks {

    private static final int DECISIONS_KEPT_MAX = 100_000;
    private static final int PAGE_DECISIONS = 20;

    /** Most words that completion looks through. */
    private static final int WORDS_MAX = 5_000;

    private final Node node;

    /** Looks at {@code node}. */
    public Looks(Node node) {
        this.node = node;
    }

    /** {@code p2p:status}. */
    public Listing status(String network) {
        var scope = Scope.of(node, network);
        return Listing.joined(scope.states().stream().map(StatusView::of).toList());
    }

    /** {@code p2p:peers}. */
    public Listing peers(String network, boolean all) {
        var scope = Scope.of(node, network);
        return scope.each(name -> PeersView.of(scope.state(name), all));
    }

    /** {@code p2p:channels}. */
    public Listing channels(String network) {
        var scope = Scope.of(node, network);
        return scope.each(name -> PartsView.channels(scope.state(name)));
    }

    /** {@code p2p:reactors}. */
    public Listing reactors(String network) {
        var scope = Scope.of(node, network);
        return scope.each(name -> PartsView.reactors(scope.state(name)));
    }

    /** {@code p2p:transports}. */
    public Listing transports(String network) {
        var scope = Scope.of(node, network);
        return scope.each(name -> PartsView.transports(scope.state(name)));
    }

    /** {@code p2p:peer}. */
    public Listing peer(String network, String peer) {
        var scope = Scope.of(node, network);
        var found = PeerFinder.one(scope.states(), peer);
        var admin = scope.admin(found.network());
        var decisions = admin.why(found.nodeId()).decisions();
        return PeerView.of(
                scope.state(found.network()),
                found.nodeId(),
                decisions.stream().limit(PAGE_DECISIONS).toList());
    }

    /** {@code p2p:why}: of an id, its start, a moniker, or an address. */
    public Listing why(String network, String question) {
        var scope = Scope.of(node, network);
        switch (PeerFinder.find(scope.states(), question)) {
            case PeerFinder.Found.One one -> {
                var answer = scope.admin(one.network()).why(one.nodeId());
                return WhyView.of(one.network(), one.nodeId().hex(), answer);
            }
            case PeerFinder.Found.Not not -> {
                if (not.ambiguous() && !isAddress(question)) {
                    throw new Refusal(not.message());
                }
            }
        }
        return scope.each(
                name -> {
                    var admin = scope.admin(name);
                    var answer =
                            NodeId.isValid(question)
                                    ? admin.why(new NodeId(question))
                                    : admin.why(question);
                    return WhyView.of(name, question, answer);
                });
    }

    private static boolean isAddress(String text) {
        return text.indexOf('.') >= 0 || text.indexOf(':') >= 0;
    }

    /** {@code p2p:decisions}: the newest {@code limit} of those that pass the filters. */
    public Listing decisions(
            String network, int limit, Optional<String> verb, Optional<String> reason) {
        if (limit < 1 || limit > DECISIONS_KEPT_MAX) {
            throw new Refusal(
                    "number of decisions is not within 1.." + DECISIONS_KEPT_MAX + ": " + limit);
        }
        var scope = Scope.of(node, network);
        var filter =
                verb.map(v -> " with verb " + v).orElse("")
                        + reason.map(r -> " with reason " + r).orElse("");
        var wanted = filter.isEmpty() ? limit : DECISIONS_KEPT_MAX;
        return scope.each(
                name ->
                        DecisionsView.of(
                                name,
                                scope.admin(name).decisions(wanted).stream()
                                        .filter(d -> passes(d, verb, reason))
                                        .limit(limit)
                                        .toList(),
                                filter));
    }

    private static boolean passes(
            Decision decision, Optional<String> verb, Optional<String> reason) {
        return verb.filter(v -> !decision.verb().equals(v)).isEmpty()
                && reason.filter(r -> !decision.reason().code().equals(r)).isEmpty();
    }

    /** {@code p2p:metrics}: the text a monitoring system reads; with a filter only its series. */
    public Listing metrics(String network, Optional<String> part) {
        var scope = Scope.of(node, network);
        return scope.each(
                name -> {
                    var metrics =
                            node.metrics(name)
                                    .orElseThrow(
                                            () ->
                                                    new Refusal(
                                                            "nothing is counted in network "
                                                                    + name
                                                                    + ": the bundle metrics does"
                                                                    + " not run"));
                    return MetricsView.of(name, metrics, part);
                });
    }

    /** The words an operator may mean by a peer: ids, and monikers without spaces. */
    public List<String> peerWords() {
        var scope = new Scope(node, node.networks());
        return scope.states().stream()
                .flatMap(
                        state ->
                                Stream.concat(
                                        PeersView.ids(state).stream(),
                                        PeersView.monikers(state).stream()))
                .distinct()
                .limit(WORDS_MAX)
                .sorted()
                .toList();
    }

    /** The names of the reactors. */
    public List<String> reactorNames() {
        var scope = new Scope(node, node.networks());
        return scope.states().stream()
                .flatMap(s -> s.router().stream())
                .flatMap(r -> r.reactors().stream())
                .map(r -> r.name())
                .distinct()
                .sorted()
                .toList();
    }
}
