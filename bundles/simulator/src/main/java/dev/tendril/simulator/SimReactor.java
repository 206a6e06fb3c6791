package dev.tendril.simulator;

import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.reactor.Settings;
import dev.tendril.router.ReactorSource;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A reactor that a simulated node runs.
 *
 * @param name its name
 * @param hasLinks whether it may change the channels of links
 * @param settings what its operator wrote
 * @param maker makes a fresh object for each start
 */
public record SimReactor(String name, boolean hasLinks, Settings settings, Supplier<Reactor> maker)
        implements ReactorSource {

    /**
     * {@return a reactor without settings}
     *
     * @param name its name
     * @param maker makes a fresh object for each start
     */
    public static SimReactor of(String name, Supplier<Reactor> maker) {
        return new SimReactor(name, false, Settings.NONE, maker);
    }

    /**
     * {@return the same with settings}
     *
     * @param other what its operator wrote
     */
    public SimReactor with(Settings other) {
        return new SimReactor(name, hasLinks, other, maker);
    }

    @Override
    public String owner() {
        return "simulator";
    }

    @Override
    public Optional<Reactor> fresh() {
        return Optional.of(maker.get());
    }

    @Override
    public void release(Reactor reactor) {}
}
