package dev.tendril.router;

import dev.tendril.api.reactor.Reactor;

import java.util.Optional;

/** Where a router gets fresh objects of one reactor; two are the same when they are equal. */
public interface ReactorSource {

    /** The name of the reactor, {@code [a-z0-9][a-z0-9-]{0,62}}. */
    String name();

    /** Whether it may change the channels of links. */
    boolean hasLinks();

    /** Who provides it, for people: bundle and version. */
    String owner();

    /**
     * A fresh object; empty when there is none any more. Called on the thread that runs the
     * reactor.
     */
    Optional<Reactor> fresh();

    /** An object of {@link #fresh} is not used any more. */
    void release(Reactor reactor);
}
