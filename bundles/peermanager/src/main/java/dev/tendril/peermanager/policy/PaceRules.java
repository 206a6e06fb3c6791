package dev.tendril.peermanager.policy;

import java.util.Optional;

/**
 * Times of a peer's life besides back-off.
 *
 * @param cooldownNanos pause before a peer whose connection ended is dialed again
 * @param stayNanos how long a connection lasts to count as a success; shorter is {@code
 *     closed-early}
 * @param inactiveNanos how long an incompatible peer is left alone
 * @param offencePauseNanos how long a peer that was disconnected for an offence is kept away
 * @param dialLeaseNanos how long a dial ticket is good
 * @param handshakeLeaseNanos how long an accept ticket is good
 * @param evictLeaseNanos after this an eviction that was not carried out is handed out again
 * @param upgradeIntervalNanos least time between two upgrades
 * @param upgradeAgeNanos least age of a connection that an upgrade may end
 * @param upgradeMargin how much better, in points, a newcomer must be; at least 1
 * @param inboundAgeNanos how long an inbound connection of a stranger may last
 * @param probes how fast unverified addresses are dialed
 * @param crawl how a seed goes round; empty for other nodes
 */
public record PaceRules(
        long cooldownNanos,
        long stayNanos,
        long inactiveNanos,
        long offencePauseNanos,
        long dialLeaseNanos,
        long handshakeLeaseNanos,
        long evictLeaseNanos,
        long upgradeIntervalNanos,
        long upgradeAgeNanos,
        long upgradeMargin,
        Optional<Long> inboundAgeNanos,
        ProbeRules probes,
        Optional<CrawlRules> crawl) {}
