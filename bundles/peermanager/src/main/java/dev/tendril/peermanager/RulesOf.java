package dev.tendril.peermanager;

import dev.tendril.peermanager.policy.ArrivalRules;
import dev.tendril.peermanager.policy.BookRules;
import dev.tendril.peermanager.policy.CrawlRules;
import dev.tendril.peermanager.policy.Named;
import dev.tendril.peermanager.policy.PaceRules;
import dev.tendril.peermanager.policy.ProbeRules;
import dev.tendril.peermanager.policy.RetryRules;
import dev.tendril.peermanager.policy.Rules;
import dev.tendril.peermanager.policy.SlotRules;
import dev.tendril.peermanager.policy.StandingRules;

import java.time.Duration;
import java.util.Optional;

/** Options as the core uses them: nanoseconds and tables. */
final class RulesOf {

    private static final int ADDRESSES_PER_PEER_MAX = 16;
    private static final int FAILURES_MAX = 12;
    private static final Duration HANDSHAKE_LEASE = Duration.ofMinutes(2);
    private static final Duration EVICT_LEASE = Duration.ofSeconds(30);

    private RulesOf() {}

    static Rules options(PeerManagerOptions options) {
        return new Rules(
                slots(options),
                retry(options),
                pace(options),
                book(options),
                StandingRules.DEFAULT,
                named(options),
                new ArrivalRules(options.arrivalBurst(), options.arrivalInterval().toNanos()));
    }

    private static SlotRules slots(PeerManagerOptions options) {
        return new SlotRules(
                options.maxInbound(),
                options.maxOutbound(),
                options.maxConnected(),
                options.upgrades(),
                options.probing().feelers(),
                options.maxHandshakes(),
                options.duplicateIp());
    }

    private static RetryRules retry(PeerManagerOptions options) {
        return new RetryRules(
                nanos(options.retryMin()),
                nanos(options.retryMax()),
                nanos(options.persistentRetryMax().or(options::retryMax)),
                options.aloneRetryMax().toNanos(),
                options.retryJitter());
    }

    private static long nanos(Optional<Duration> duration) {
        return duration.map(Duration::toNanos).orElse(RetryRules.NEVER);
    }

    private static PaceRules pace(PeerManagerOptions options) {
        return new PaceRules(
                options.cooldown().toNanos(),
                options.stay().toNanos(),
                options.inactive().toNanos(),
                options.offencePause().toNanos(),
                options.dialLease().toNanos(),
                HANDSHAKE_LEASE.toNanos(),
                EVICT_LEASE.toNanos(),
                options.upgradeInterval().toNanos(),
                options.upgradeAge().toNanos(),
                options.upgradeMargin(),
                options.inboundAge().map(Duration::toNanos),
                probes(options.probing()),
                options.crawl().map(RulesOf::crawl));
    }

    private static ProbeRules probes(Probing probing) {
        return new ProbeRules(
                probing.feelerInterval().toNanos(),
                probing.hearsayBurst(),
                probing.hearsayInterval().toNanos());
    }

    private static CrawlRules crawl(Crawl crawl) {
        return new CrawlRules(
                crawl.visit().toNanos(),
                crawl.revisit().toNanos(),
                crawl.dialInterval().toNanos(),
                crawl.blockInterval().toNanos());
    }

    private static BookRules book(PeerManagerOptions options) {
        var peersMax =
                options.peersStored().isSet()
                        ? options.peersStored().orMax()
                        : PeerManagerOptions.PEERS_STORED_CEILING;
        return new BookRules(
                peersMax,
                ADDRESSES_PER_PEER_MAX,
                peersMax,
                options.hearsayPerSource(),
                options.hearsayPerGroup(),
                FAILURES_MAX,
                options.wanted(),
                options.strict(),
                options.tellWithin(),
                options.banDuration());
    }

    private static Named named(PeerManagerOptions options) {
        return new Named(
                Named.byId(options.persistent()),
                Named.byId(options.seeds()),
                options.unconditional(),
                options.privateIds(),
                options.external());
    }
}
