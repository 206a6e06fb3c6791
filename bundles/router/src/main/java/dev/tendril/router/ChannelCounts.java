package dev.tendril.router;

import dev.tendril.support.count.Counters;

import java.util.concurrent.atomic.LongAdder;

/** What a channel has carried since the start of the router, over all its incarnations. */
final class ChannelCounts {

    final LongAdder sentMessages = new LongAdder();
    final LongAdder receivedMessages = new LongAdder();
    final Counters drops = new Counters();
}
