package dev.tendril.itests.simulation;

import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.InboxPolicy;
import dev.tendril.api.peer.PeerManagerClosedException;
import dev.tendril.api.peer.PeerUpdate;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.reactor.ReactorContext;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A reactor that looks at its peers instead of waiting for messages, with a clock of its own. */
final class Curious implements Reactor {

    private static final int CHANNEL = 0x71;
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final AtomicLong seen;

    /**
     * A reactor.
     *
     * @param seen counts updates and alarms that it has seen
     */
    Curious(AtomicLong seen) {
        this.seen = seen;
    }

    @Override
    public List<ChannelDescriptor<?>> channels() {
        return List.of(BadReactor.channel(CHANNEL, InboxPolicy.DROP_OLDEST));
    }

    @Override
    public void run(ReactorContext context) throws InterruptedException {
        var timers = context.timers();
        try (var updates = context.peers().subscribe()) {
            while (true) {
                var alarm = timers.at(timers.deadlineIn(INTERVAL), seen::incrementAndGet);
                var update = updates.next(timers.deadlineIn(INTERVAL.multipliedBy(2)));
                if (update.isPresent() && update.get() instanceof PeerUpdate.Up) {
                    seen.addAndGet(context.peers().connected().size());
                    alarm.cancel();
                }
            }
        } catch (PeerManagerClosedException updated) {
            timers.sleep(INTERVAL);
        }
    }
}
