package dev.tendril.itests.simulation;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.InboxPolicy;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.reactor.ReactorContext;
import dev.tendril.api.reactor.ReactorEvent;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Sends every peer something, all the time, and reads what comes. */
final class Talker implements Reactor {

    private final List<ChannelDescriptor<byte[]>> channels;
    private final Duration interval;

    Talker(Duration interval, int... ids) {
        this.interval = interval;
        this.channels =
                Arrays.stream(ids)
                        .mapToObj(id -> BadReactor.channel(id, InboxPolicy.DROP_OLDEST))
                        .toList();
    }

    @Override
    public List<ChannelDescriptor<?>> channels() {
        return List.copyOf(channels);
    }

    @Override
    public void run(ReactorContext context) throws InterruptedException {
        Set<PeerRef> peers = new TreeSet<>();
        var tick = context.timers().deadlineIn(interval);
        while (true) {
            switch (context.next(tick)) {
                case ReactorEvent.Up up -> peers.add(up.peer().ref());
                case ReactorEvent.Down down -> peers.remove(down.peer());
                case ReactorEvent.Due due -> {
                    for (var channel : channels) {
                        peers.forEach(peer -> context.channel(channel).send(peer, new byte[100]));
                        context.channel(channel).broadcast(new byte[10]);
                    }
                    tick = context.timers().deadlineIn(interval);
                }
                case ReactorEvent.Received _,
                        ReactorEvent.Channels _,
                        ReactorEvent.Writable _,
                        ReactorEvent.OwnChannels _ -> {}
            }
        }
    }
}
