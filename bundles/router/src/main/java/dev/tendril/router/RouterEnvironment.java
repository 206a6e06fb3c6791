package dev.tendril.router;

import dev.tendril.api.identity.NodeIdentity;
import dev.tendril.api.time.Timers;
import dev.tendril.support.thread.Threads;

import java.util.random.RandomGenerator;

/**
 * What a router needs of its surroundings.
 *
 * @param identity who we are
 * @param timers the clock
 * @param threads makes all threads
 * @param random chance for back-off and for reactors; used under a lock
 * @param resolver finds hosts when they are dialed
 */
public record RouterEnvironment(
        NodeIdentity identity,
        Timers timers,
        Threads threads,
        RandomGenerator random,
        Resolver resolver) {}
