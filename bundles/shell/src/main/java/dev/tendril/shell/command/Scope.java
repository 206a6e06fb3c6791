package dev.tendril.shell.command;

import dev.tendril.api.config.Overrides;
import dev.tendril.api.peer.PeerAdmin;
import dev.tendril.api.router.Router;
import dev.tendril.shell.view.Listing;
import dev.tendril.shell.view.NetworkState;
import dev.tendril.shell.view.Refusal;

import java.util.List;
import java.util.function.Function;

/**
 * The networks a command is about: the one that is named, else all there are.
 *
 * @param node where they are
 * @param networks their names, at least one
 */
record Scope(Node node, List<String> networks) {

    /** The network {@code name}; with an empty name all. */
    static Scope of(Node node, String name) {
        var all = node.networks();
        if (all.isEmpty()) {
            throw new Refusal(
                    "no network runs in this node: conf/networks/NAME.toml makes one, p2p:doctor"
                            + " says what is missing");
        }
        if (name.isEmpty()) {
            return new Scope(node, all);
        }
        if (!all.contains(name)) {
            throw new Refusal(
                    "no network is named " + name + ", there are: " + String.join(", ", all));
        }
        return new Scope(node, List.of(name));
    }

    /** What there is of each network now. */
    List<NetworkState> states() {
        return networks.stream().map(this::state).toList();
    }

    NetworkState state(String network) {
        return new NetworkState(
                network,
                node.router(network).map(Router::snapshot),
                node.admin(network).map(PeerAdmin::snapshot));
    }

    /** An answer for each network, headed with its name when there are several. */
    Listing each(Function<String, Listing> answer) {
        if (networks.size() == 1) {
            return answer.apply(networks.getFirst());
        }
        return Listing.joined(
                networks.stream().map(name -> answer.apply(name).headed(name)).toList());
    }

    /** The only network; acts are never done in several at once. */
    String only() {
        if (networks.size() > 1) {
            throw new Refusal(
                    "there are several networks, say which with -n NAME: "
                            + String.join(", ", networks));
        }
        return networks.getFirst();
    }

    PeerAdmin admin(String network) {
        return node.admin(network)
                .orElseThrow(
                        () ->
                                new Refusal(
                                        "the peer manager of network "
                                                + network
                                                + " does not run; p2p:doctor says why"));
    }

    Router router(String network) {
        return node.router(network)
                .orElseThrow(
                        () ->
                                new Refusal(
                                        "the router of network "
                                                + network
                                                + " does not run; p2p:doctor says why"));
    }

    Overrides overrides(String network) {
        return node.overrides(network)
                .orElseThrow(
                        () ->
                                new Refusal(
                                        "nothing can be written down for network "
                                                + network
                                                + ": the bundle config does not run"));
    }
}
