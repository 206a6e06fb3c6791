package dev.tendril.peermanager;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.support.limit.Limit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects {@link PeerManagerOptions}, beginning with the defaults. Not for use by several threads.
 */
public final class PeerManagerOptionsBuilder {

    private List<NodeAddress> persistent = List.of();
    private List<NodeAddress> seeds = List.of();
    private Set<NodeId> unconditional = Set.of();
    private Set<NodeId> privateIds = Set.of();
    private Optional<NodeAddress> external = Optional.empty();
    private Limit maxInbound = Limit.of(40);
    private Limit maxOutbound = Limit.of(10);
    private Limit maxConnected = Limit.NONE;
    private int upgrades = 1;
    private int maxHandshakes = 100;
    private int arrivalBurst = 20;
    private Duration arrivalInterval = Duration.ofSeconds(1);
    private boolean duplicateIp = false;
    private boolean strict = true;
    private Optional<Duration> retryMin = Optional.of(Duration.ofSeconds(1));
    private Optional<Duration> retryMax = Optional.of(Duration.ofMinutes(30));
    private Optional<Duration> persistentRetryMax = Optional.of(Duration.ofMinutes(1));
    private Duration aloneRetryMax = Duration.ofSeconds(10);
    private double retryJitter = 0.25;
    private Duration cooldown = Duration.ofSeconds(2);
    private Duration stay = Duration.ofSeconds(30);
    private Duration inactive = Duration.ofMinutes(30);
    private Duration offencePause = Duration.ofMinutes(10);
    private Duration banDuration = Duration.ofHours(24);
    private Duration upgradeInterval = Duration.ofMinutes(1);
    private Duration upgradeAge = Duration.ofMinutes(10);
    private long upgradeMargin = 5;
    private Optional<Duration> inboundAge = Optional.empty();
    private Probing probing = Probing.USUAL;
    private Optional<Crawl> crawl = Optional.empty();
    private Duration dialLease = Duration.ofMinutes(2);
    private Limit peersStored = Limit.of(10_000);
    private int wanted = 1_000;
    private Duration tellWithin = Duration.ofDays(7);
    private int hearsayPerSource = 500;
    private int hearsayPerGroup = 200;
    private Duration storeWait = Duration.ZERO;
    private Duration storeFlushInterval = Duration.ofSeconds(5);

    PeerManagerOptionsBuilder() {}

    /** Sets peers kept connected, never given up. */
    public PeerManagerOptionsBuilder persistent(List<NodeAddress> value) {
        persistent = value;
        return this;
    }

    /** Sets asked for addresses when there is nobody else to dial. */
    public PeerManagerOptionsBuilder seeds(List<NodeAddress> value) {
        seeds = value;
        return this;
    }

    /** Sets ids exempt from the limits. */
    public PeerManagerOptionsBuilder unconditional(Set<NodeId> value) {
        unconditional = value;
        return this;
    }

    /** Sets ids never told on. */
    public PeerManagerOptionsBuilder privateIds(Set<NodeId> value) {
        privateIds = value;
        return this;
    }

    /** Sets what is told as our own address. */
    public PeerManagerOptionsBuilder external(NodeAddress value) {
        external = Optional.of(value);
        return this;
    }

    /** Sets connections that others opened. */
    public PeerManagerOptionsBuilder maxInbound(Limit value) {
        maxInbound = value;
        return this;
    }

    /** Sets connections that we opened. */
    public PeerManagerOptionsBuilder maxOutbound(Limit value) {
        maxOutbound = value;
        return this;
    }

    /** Sets connections in both directions. */
    public PeerManagerOptionsBuilder maxConnected(Limit value) {
        maxConnected = value;
        return this;
    }

    /** Sets connections beyond the limits during upgrades. */
    public PeerManagerOptionsBuilder upgrades(int value) {
        upgrades = value;
        return this;
    }

    /** Sets inbound handshakes in progress. */
    public PeerManagerOptionsBuilder maxHandshakes(int value) {
        maxHandshakes = value;
        return this;
    }

    /**
     * Connections that may arrive from one address (a /64 of IPv6) at once, at least 1; from the
     * networks around it 4 (a /24, /48) and 16 times as many (a /16, /32).
     */
    public PeerManagerOptionsBuilder arrivalBurst(int value) {
        arrivalBurst = value;
        return this;
    }

    /** After this one address may bring one connection more; zero: as often as it likes. */
    public PeerManagerOptionsBuilder arrivalInterval(Duration value) {
        arrivalInterval = value;
        return this;
    }

    /** Sets whether several inbound connections may come from one IP address. */
    public PeerManagerOptionsBuilder duplicateIp(boolean value) {
        duplicateIp = value;
        return this;
    }

    /** Sets whether only routable addresses are taken from others. */
    public PeerManagerOptionsBuilder strict(boolean value) {
        strict = value;
        return this;
    }

    /** Sets wait after the first failed dial. */
    public PeerManagerOptionsBuilder retryMin(Duration value) {
        retryMin = Optional.of(value);
        return this;
    }

    /** Sets longest wait. */
    public PeerManagerOptionsBuilder retryMax(Duration value) {
        retryMax = Optional.of(value);
        return this;
    }

    /** Sets longest wait for persistent peers and seeds. */
    public PeerManagerOptionsBuilder persistentRetryMax(Duration value) {
        persistentRetryMax = Optional.of(value);
        return this;
    }

    /** Sets longest wait for persistent peers and seeds while nobody is connected. */
    public PeerManagerOptionsBuilder aloneRetryMax(Duration value) {
        aloneRetryMax = value;
        return this;
    }

    /** Sets largest random part of a wait. */
    public PeerManagerOptionsBuilder retryJitter(double value) {
        retryJitter = value;
        return this;
    }

    /** Sets pause after a connection. */
    public PeerManagerOptionsBuilder cooldown(Duration value) {
        cooldown = value;
        return this;
    }

    /** Sets how long a connection lasts to be a success. */
    public PeerManagerOptionsBuilder stay(Duration value) {
        stay = value;
        return this;
    }

    /** Sets how long an incompatible peer is left alone. */
    public PeerManagerOptionsBuilder inactive(Duration value) {
        inactive = value;
        return this;
    }

    /** Sets how long an offender is kept away. */
    public PeerManagerOptionsBuilder offencePause(Duration value) {
        offencePause = value;
        return this;
    }

    /** Sets how long a ban of ours holds. */
    public PeerManagerOptionsBuilder banDuration(Duration value) {
        banDuration = value;
        return this;
    }

    /** Sets least time between two upgrades. */
    public PeerManagerOptionsBuilder upgradeInterval(Duration value) {
        upgradeInterval = value;
        return this;
    }

    /** Sets least age of a connection that an upgrade ends. */
    public PeerManagerOptionsBuilder upgradeAge(Duration value) {
        upgradeAge = value;
        return this;
    }

    /** Sets points by which a newcomer must be better. */
    public PeerManagerOptionsBuilder upgradeMargin(long value) {
        upgradeMargin = value;
        return this;
    }

    /** Sets how long inbound connections of strangers may last. */
    public PeerManagerOptionsBuilder inboundAge(Duration value) {
        inboundAge = Optional.of(value);
        return this;
    }

    /** See {@link PeerManagerOptions#probing}. */
    public PeerManagerOptionsBuilder probing(Probing value) {
        probing = value;
        return this;
    }

    /** Makes the node one that goes round the network, as seeds do. */
    public PeerManagerOptionsBuilder crawl(Crawl value) {
        crawl = Optional.of(value);
        return this;
    }

    /** Sets how long after it last worked an address is told on. */
    public PeerManagerOptionsBuilder tellWithin(Duration value) {
        tellWithin = value;
        return this;
    }

    /** Sets when a dial whose end was not told counts as failed. */
    public PeerManagerOptionsBuilder dialLease(Duration value) {
        dialLease = value;
        return this;
    }

    /** Sets peers that are remembered. */
    public PeerManagerOptionsBuilder peersStored(Limit value) {
        peersStored = value;
        return this;
    }

    /** Sets more addresses are wanted while fewer peers are known. */
    public PeerManagerOptionsBuilder wanted(int value) {
        wanted = value;
        return this;
    }

    /** Sets unverified addresses from one source. */
    public PeerManagerOptionsBuilder hearsayPerSource(int value) {
        hearsayPerSource = value;
        return this;
    }

    /** Sets unverified addresses in one network group. */
    public PeerManagerOptionsBuilder hearsayPerGroup(int value) {
        hearsayPerGroup = value;
        return this;
    }

    /** Sets how long dialing waits for a store. */
    public PeerManagerOptionsBuilder storeWait(Duration value) {
        storeWait = value;
        return this;
    }

    /** Sets how long a change may wait for the disk. */
    public PeerManagerOptionsBuilder storeFlushInterval(Duration value) {
        storeFlushInterval = value;
        return this;
    }

    /** A failed address is not dialed again until it is heard of anew. */
    public PeerManagerOptionsBuilder withoutRetries() {
        retryMin = Optional.empty();
        retryMax = Optional.empty();
        persistentRetryMax = Optional.empty();
        return this;
    }

    /** Only the smallest wait is set; those that grow are not capped. */
    public PeerManagerOptionsBuilder withoutRetryCaps() {
        retryMax = Optional.empty();
        persistentRetryMax = Optional.empty();
        return this;
    }

    /** The options; what breaks a rule is an {@link IllegalArgumentException} that names it. */
    public PeerManagerOptions build() {
        return new PeerManagerOptions(
                persistent,
                seeds,
                unconditional,
                privateIds,
                external,
                maxInbound,
                maxOutbound,
                maxConnected,
                upgrades,
                maxHandshakes,
                arrivalBurst,
                arrivalInterval,
                duplicateIp,
                strict,
                retryMin,
                retryMax,
                persistentRetryMax,
                aloneRetryMax,
                retryJitter,
                cooldown,
                stay,
                inactive,
                offencePause,
                banDuration,
                upgradeInterval,
                upgradeAge,
                upgradeMargin,
                inboundAge,
                probing,
                crawl,
                dialLease,
                peersStored,
                wanted,
                tellWithin,
                hearsayPerSource,
                hearsayPerGroup,
                storeWait,
                storeFlushInterval);
    }
}
