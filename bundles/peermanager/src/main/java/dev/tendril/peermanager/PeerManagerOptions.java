package dev.tendril.peermanager;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.support.limit.Limit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can be configured of a peer manager. Immutable; made by {@link #builder()}, whose defaults
 * are those of CometBFT where it has them. An instance keeps the rules between its values: what
 * breaks one is an {@link IllegalArgumentException} that names it.
 *
 * @param persistent peers kept connected, never given up; counted apart from the limits
 * @param seeds asked for addresses when there is nobody else to dial
 * @param unconditional ids exempt from the limits
 * @param privateIds ids never told on
 * @param external what is told as our own address; empty: what we listen on
 * @param maxInbound connections that others opened
 * @param maxOutbound connections that we opened, dials in progress included
 * @param maxConnected both together
 * @param upgrades connections beyond the limits while a better peer takes the place of a worse one
 * @param maxHandshakes inbound handshakes in progress
 * @param arrivalBurst connections that may arrive from one address at once
 * @param arrivalInterval after which one address may bring one more; zero: as often as it likes
 * @param duplicateIp whether several inbound connections may come from one IP address
 * @param strict whether only routable addresses are taken from others
 * @param retryMin wait after the first failed dial; empty: a failed address is not dialed again
 * @param retryMax longest wait before jitter
 * @param persistentRetryMax longest wait before jitter for persistent peers and seeds
 * @param aloneRetryMax the same while nobody is connected
 * @param retryJitter largest random part of a wait, as a fraction of it: 0..1
 * @param cooldown pause before a peer that was connected is dialed again
 * @param stay a connection that lasts so long was a success; a shorter one is {@code closed-early}
 * @param inactive how long an incompatible peer is left alone
 * @param offencePause how long a peer is kept away that was disconnected for an offence
 * @param banDuration how long an offence of severity {@code BAN} keeps a peer away
 * @param upgradeInterval least time between two upgrades
 * @param upgradeAge least age of a connection that an upgrade may end
 * @param upgradeMargin points by which a newcomer must be better; at least 1
 * @param inboundAge how long inbound connections of strangers may last; for seeds
 * @param probing how unverified addresses are dialed
 * @param crawl how a seed goes round; empty for other nodes
 * @param dialLease after this a dial whose end was not told counts as failed
 * @param peersStored peers that are remembered; {@link Limit#NONE}: a million
 * @param wanted more addresses are wanted while fewer peers are known
 * @param tellWithin an address that did not work for so long is not told on; positive
 * @param hearsayPerSource addresses remembered from one source that nobody has verified
 * @param hearsayPerGroup the same for one network group
 * @param storeWait how long dialing waits for a store to come, at the start
 * @param storeFlushInterval how long a change may wait for the disk
 */
public record PeerManagerOptions(
        List<NodeAddress> persistent,
        List<NodeAddress> seeds,
        Set<NodeId> unconditional,
        Set<NodeId> privateIds,
        Optional<NodeAddress> external,
        Limit maxInbound,
        Limit maxOutbound,
        Limit maxConnected,
        int upgrades,
        int maxHandshakes,
        int arrivalBurst,
        Duration arrivalInterval,
        boolean duplicateIp,
        boolean strict,
        Optional<Duration> retryMin,
        Optional<Duration> retryMax,
        Optional<Duration> persistentRetryMax,
        Duration aloneRetryMax,
        double retryJitter,
        Duration cooldown,
        Duration stay,
        Duration inactive,
        Duration offencePause,
        Duration banDuration,
        Duration upgradeInterval,
        Duration upgradeAge,
        long upgradeMargin,
        Optional<Duration> inboundAge,
        Probing probing,
        Optional<Crawl> crawl,
        Duration dialLease,
        Limit peersStored,
        int wanted,
        Duration tellWithin,
        int hearsayPerSource,
        int hearsayPerGroup,
        Duration storeWait,
        Duration storeFlushInterval) {

    /** Peers remembered where no limit is set. */
    public static final int PEERS_STORED_CEILING = 1_000_000;

    public PeerManagerOptions {
        persistent = List.copyOf(persistent);
        seeds = List.copyOf(seeds);
        unconditional = Set.copyOf(unconditional);
        privateIds = Set.copyOf(privateIds);
        OptionRules.checkLimits(
                persistent, maxInbound, maxOutbound, maxConnected, upgrades, peersStored);
        OptionRules.checkRetries(retryMin, retryMax, persistentRetryMax, retryJitter);
        OptionRules.checkPositive("max_handshakes", maxHandshakes);
        OptionRules.checkPositive("arrival_burst", arrivalBurst);
        OptionRules.checkNotNegative("arrival_interval", arrivalInterval);
        OptionRules.checkPositive("upgrade_margin", upgradeMargin);
        OptionRules.checkPositive("tell_within", tellWithin.toNanos());
        OptionRules.checkPositive("hearsay_per_source", hearsayPerSource);
        OptionRules.checkPositive("hearsay_per_group", hearsayPerGroup);
    }

    /** Options as they are by default, to be changed. */
    public static PeerManagerOptionsBuilder builder() {
        return new PeerManagerOptionsBuilder();
    }
}
