package dev.tendril.api.router;

import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.node.NodeInfo;

import org.osgi.annotation.versioning.ProviderType;

import java.util.Optional;

/**
 * Connects to the right peers and carries messages between them and the reactors of one network
 * (ADR 062, Router). Published as a service with the property {@code tendril.network}. Starting and
 * stopping it is its component's, or its embedder's. Safe for use by many threads.
 */
@ProviderType
public interface Router {

    /** {@return the name of the network} */
    String network();

    /** {@return our node info, with the channels we serve now} */
    NodeInfo self();

    /**
     * Opens a channel without a reactor, as the ADR does.
     *
     * @param <M> the messages of the channel
     * @param descriptor what is declared
     * @return the open channel, to be closed by the caller
     * @throws ChannelInUseException when a reactor or another caller has it
     */
    <M> OpenChannel<M> openChannel(ChannelDescriptor<M> descriptor) throws ChannelInUseException;

    /**
     * Starts a reactor that is held after repeated failures. Empty when begun, else why not.
     *
     * @param reactor its name
     * @return empty when begun, else why not
     */
    Optional<Reason> retry(String reactor);

    /** {@return everything at one moment} */
    RouterSnapshot snapshot();
}
