package dev.tendril.peermanager.policy;

import java.time.Duration;

/**
 * How much is remembered of whom.
 *
 * @param peersMax most peers, beside the persistent, unconditional and connected ones
 * @param addressesPerPeerMax most addresses of one peer
 * @param hearsayMax most peers that are known from hearsay only
 * @param hearsayPerSourceMax most hearsay addresses from one source
 * @param hearsayPerGroupMax most hearsay addresses in one network group
 * @param failuresMax dials after which an address that never worked is forgotten
 * @param wanted more addresses are wanted while fewer peers are known
 * @param strict whether only routable addresses are taken from others
 * @param tellWithin how long after it last worked an address is told on
 * @param banDuration how long an offence of the worst kind keeps a peer away
 */
public record BookRules(
        int peersMax,
        int addressesPerPeerMax,
        int hearsayMax,
        int hearsayPerSourceMax,
        int hearsayPerGroupMax,
        int failuresMax,
        int wanted,
        boolean strict,
        Duration tellWithin,
        Duration banDuration) {}
