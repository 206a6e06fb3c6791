package dev.tendril.api.channel;

/**
 * What became of a broadcast, in numbers of peers. A peer that did not announce the channel is not
 * counted.
 *
 * @param queued peers in whose queue it waits
 * @param full peers whose queue had no room
 * @param refused {@link SendResult#CLOSED} or {@link SendResult#TOO_LARGE} when it went to nobody
 *     for that reason, else {@link SendResult#QUEUED}
 */
public record BroadcastResult(int queued, int full, SendResult refused) {}
