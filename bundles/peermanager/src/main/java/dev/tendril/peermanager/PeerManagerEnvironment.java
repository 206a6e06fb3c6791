package dev.tendril.peermanager;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.time.Timers;
import dev.tendril.support.thread.Threads;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What a peer manager needs from outside.
 *
 * @param self who we are
 * @param timers clock and waits
 * @param wall wall time, to store and show
 * @param random for jitter, ties and answers; used by one thread at a time, and by nobody else
 * @param threads makes threads
 */
public record PeerManagerEnvironment(
        NodeId self, Timers timers, InstantSource wall, RandomGenerator random, Threads threads) {}
