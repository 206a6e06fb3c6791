package dev.tendril.router;

import dev.tendril.api.time.Timers;
import dev.tendril.router.inbox.InboxLimits;
import dev.tendril.router.inbox.Mailbox;
import dev.tendril.support.count.Counters;
import dev.tendril.support.thread.Threads;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * What everybody who holds channels is made with.
 *
 * @param lock guards the source of chance
 */
record HostParts(
        RouterEnvironment environment,
        Switchboard board,
        ManagerSlot managers,
        DropCounts drops,
        Counters counters,
        Patience patience,
        ReentrantLock lock) {

    Timers timers() {
        return environment.timers();
    }

    Threads threads() {
        return environment.threads();
    }

    ChannelPort port(ChannelSpec spec, String holder) {
        return new ChannelPort(spec, holder, board, managers, drops, counters);
    }

    Mailbox mailbox(List<InboxLimits> channels, boolean messagesOnly) {
        return new Mailbox(
                timers(),
                channels,
                messagesOnly,
                (peer, channel, code, messages) ->
                        drops.dropped(board.table().link(peer), channel, code, messages));
    }

    /** A source of chance of its own for one reactor. */
    RandomGenerator chance() {
        lock.lock();
        try {
            return new SplittableRandom(environment.random().nextLong());
        } finally {
            lock.unlock();
        }
    }
}
