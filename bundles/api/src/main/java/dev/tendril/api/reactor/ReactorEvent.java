package dev.tendril.api.reactor;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.time.Deadline;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** What a reactor finds in its mailbox. Sets of channels are in order of their ids. */
public sealed interface ReactorEvent {

    /**
     * A peer can now be sent to on at least one channel of this reactor. Comes before its first
     * message, once for a connection.
     *
     * @param peer the peer
     * @param channels the reactor's channels that can be used with it
     */
    record Up(PeerInfo peer, Set<ChannelId> channels) implements ReactorEvent {
        /** Checks what the components promise; collections are copied. */
        public Up {
            channels = Collections.unmodifiableSet(new TreeSet<>(channels));
        }
    }

    /**
     * The channels of this reactor that can be used with a connected peer are others now; possibly
     * none.
     *
     * @param peer the peer
     * @param channels the reactor's channels that can be used with it from now on
     */
    record Channels(PeerRef peer, Set<ChannelId> channels) implements ReactorEvent {
        /** Checks what the components promise; collections are copied. */
        public Channels {
            channels = Collections.unmodifiableSet(new TreeSet<>(channels));
        }
    }

    /**
     * The connection of a peer has ended. Comes after its last message, once for each {@code Up}.
     *
     * @param peer the peer
     * @param reason why
     */
    record Down(PeerRef peer, Reason reason) implements ReactorEvent {}

    /**
     * A message, decoded by the codec of its channel.
     *
     * @param from who sent it
     * @param channel on which channel
     * @param message what the codec made of it
     */
    record Received(PeerRef from, ChannelId channel, Object message) implements ReactorEvent {}

    /**
     * A queue that was {@link dev.tendril.api.channel.SendResult#FULL} has room again.
     *
     * @param peer whose queue
     * @param channel for which channel
     */
    record Writable(PeerRef peer, ChannelId channel) implements ReactorEvent {}

    /**
     * The deadline given to {@link ReactorContext#next(Deadline)} has come.
     *
     * @param deadline that deadline
     */
    record Due(Deadline deadline) implements ReactorEvent {}

    /**
     * Our own set of channels is another now. Only for reactors with {@link Reactor#LINKS}.
     *
     * @param ours every channel this node serves now
     */
    record OwnChannels(Set<ChannelId> ours) implements ReactorEvent {
        /** Checks what the components promise; collections are copied. */
        public OwnChannels {
            ours = Collections.unmodifiableSet(new TreeSet<>(ours));
        }
    }
}
