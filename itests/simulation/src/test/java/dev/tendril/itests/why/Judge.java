package dev.tendril.itests.why;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.Codec;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.reactor.ReactorContext;
import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.simulator.SimReactor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A reactor that says nothing, and reports whoever is connected every twenty seconds. */
final class Judge implements Reactor {

    private static final ChannelDescriptor<byte[]> CHANNEL =
            ChannelDescriptor.builder(0x7b, "judge", new Bytes()).build();

    private static final Duration INTERVAL = Duration.ofSeconds(20);

    private final Optional<Behaviour> verdict;

    private Judge(Optional<Behaviour> verdict) {
        this.verdict = verdict;
    }

    /** One that finds everybody guilty of {@code offence}. */
    static SimReactor reporting(Behaviour offence) {
        return SimReactor.of("judge", () -> new Judge(Optional.of(offence)));
    }

    /** One that finds nobody guilty. */
    static SimReactor silent() {
        return SimReactor.of("judge", () -> new Judge(Optional.empty()));
    }

    @Override
    public List<ChannelDescriptor<?>> channels() {
        return List.of(CHANNEL);
    }

    @Override
    public void run(ReactorContext context) throws InterruptedException {
        var channel = context.channel(CHANNEL);
        var connected = new TreeSet<PeerRef>();
        var tick = context.timers().deadlineIn(INTERVAL);
        while (true) {
            switch (context.next(tick)) {
                case ReactorEvent.Up up -> connected.add(up.peer().ref());
                case ReactorEvent.Down down -> connected.remove(down.peer());
                case ReactorEvent.Due due -> {
                    verdict.ifPresent(v -> connected.forEach(peer -> channel.report(peer, v)));
                    tick = context.timers().deadlineIn(INTERVAL);
                }
                case ReactorEvent.Received _,
                        ReactorEvent.Channels _,
                        ReactorEvent.Writable _,
                        ReactorEvent.OwnChannels _ -> {}
            }
        }
    }

    /** Messages that nobody sends. */
    private static final class Bytes implements Codec<byte[]> {
        @Override
        public byte[] encode(byte[] message) {
            return message;
        }

        @Override
        public byte[] decode(byte[] bytes) {
            return bytes;
        }
    }
}
