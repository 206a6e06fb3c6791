package dev.tendril.api.reactor;

import dev.tendril.api.channel.Channel;
import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.peer.Peers;
import dev.tendril.api.time.Deadline;
import dev.tendril.api.time.Timers;

import org.osgi.annotation.versioning.ProviderType;

import java.util.random.RandomGenerator;

/**
 * All a reactor needs of its node. Made for one start of one reactor in one network; afterwards
 * channels answer CLOSED and {@link #next()} throws.
 */
@ProviderType
public interface ReactorContext {

    /** {@return the name of the network, as in its file} */
    String network();

    /** {@return our node info, with the channels we serve now} */
    NodeInfo self();

    /**
     * {@return the channel that {@code descriptor}, one of {@link Reactor#channels()}, declares}
     *
     * @param <M> the messages of the channel
     * @param descriptor what is declared
     */
    <M> Channel<M> channel(ChannelDescriptor<M> descriptor);

    /** {@return the peers of this network} */
    Peers peers();

    /** {@return the clock of this network} */
    Timers timers();

    /** {@return chance, for sampling and jitter; not for keys} For the reactor's own thread. */
    RandomGenerator random();

    /** {@return what the operator wrote into {@code [reactor.<name>]}} */
    Settings settings();

    /**
     * {@return power over the channel sets of links, for reactors with {@link Reactor#LINKS};
     * others get an exception}
     */
    Links links();

    /**
     * {@return the next event} Blocks until there is one. For the reactor's own thread.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    ReactorEvent next() throws InterruptedException;

    /**
     * {@return the next event; {@link ReactorEvent.Due} when there is none until {@code deadline}}
     *
     * @param deadline when to wait no longer
     * @throws InterruptedException when the thread is interrupted
     */
    ReactorEvent next(Deadline deadline) throws InterruptedException;
}
