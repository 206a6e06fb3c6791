package dev.tendril.shell.command;

import dev.tendril.api.config.Overrides;
import dev.tendril.api.metrics.Metrics;
import dev.tendril.api.peer.PeerAdmin;
import dev.tendril.api.router.Router;

import java.util.List;
import java.util.Optional;

/** The services of this process that the shell looks at. Safe for use by many threads. */
public interface Node {

    /** The names of the networks that have at least one service, in order. */
    List<String> networks();

    /** The router of a network. */
    Optional<Router> router(String network);

    /** The levers of a network. */
    Optional<PeerAdmin> admin(String network);

    /** What operators have changed in a network. */
    Optional<Overrides> overrides(String network);

    /** What is counted in a network. */
    Optional<Metrics> metrics(String network);
}
