package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.peermanager.policy.Cidr;
import dev.tendril.peermanager.policy.IpRange;
import dev.tendril.peermanager.policy.Moment;

/** What peers do to their standing: graded offences, bounded merits. */
final class Conduct {

    private final Pool pool;
    private final BanActs bans;

    Conduct(Pool pool, BanActs bans) {
        this.pool = pool;
        this.bans = bans;
    }

    void seen(PeerRef ref, Behaviour behaviour, String source, Moment now) {
        var link = pool.knownLink(ref);
        if (link.isEmpty()) {
            pool.effects.count("stale.errored");
            return;
        }
        switch (behaviour) {
            case Behaviour.Merit merit -> praise(link.get(), merit, source, now);
            case Behaviour.Offence offence -> blame(link.get(), offence, source, now);
        }
    }

    private void praise(Link link, Behaviour.Merit merit, String source, Moment now) {
        var peer = pool.book.get(link.id()).orElseThrow();
        var rules = pool.rules.standing();
        var points = peer.merits().granted(source, merit.points(), now.nanos(), rules);
        pool.effects.count("merit." + merit.reason().code());
        if (points < merit.points()) {
            pool.effects.count("limit.merit");
        }
        if (points > 0) {
            pool.put(
                    peer.withStanding(
                            peer.standing().plus(points, now.nanos(), rules),
                            peer.merits().spend(source, points, now.nanos(), rules)));
        }
    }

    private void blame(Link link, Behaviour.Offence offence, String source, Moment now) {
        var rules = pool.rules.standing();
        var peer = pool.book.get(link.id()).orElseThrow();
        var lowered = peer.standing().plus(-rules.points(offence.severity()), now.nanos(), rules);
        pool.put(peer.withStanding(lowered, peer.merits()));
        var score = lowered.score(now.nanos(), rules);
        pool.decide(
                now,
                "offence",
                link.id(),
                link.connection(),
                link.info().remote(),
                offence.reason(),
                "severity",
                offence.severity(),
                "source",
                source,
                "score",
                score);
        var exempt = pool.rules.named().isExempt(link.id());
        var tooLow = score <= rules.evictBelow() && !exempt;
        switch (offence.severity()) {
            case MINOR, MAJOR -> {
                if (tooLow) {
                    end(
                            link,
                            new Reason(Codes.LOW_STANDING, offence.reason().toString()),
                            score,
                            now);
                }
            }
            case FATAL -> end(link, offence.reason(), score, now);
            case BAN -> {
                end(link, offence.reason(), score, now);
                if (!exempt) {
                    ban(link, offence.reason(), now);
                }
            }
        }
    }

    private void end(Link link, Reason reason, long score, Moment now) {
        pool.evict(link, reason, pool.rules.pace().offencePauseNanos(), now, "score", score);
    }

    /** By id and, where it belongs to one owner only, by address (D-51). */
    private void ban(Link link, Reason reason, Moment now) {
        var until = now.wall().plus(pool.rules.book().banDuration());
        bans.ban(new BanTarget.Id(link.id()), until, reason, false, now);
        if (link.info().remote() instanceof Endpoint.Networked networked
                && IpRange.of(networked.ip()) == IpRange.PUBLIC) {
            var block = Cidr.around(networked.ip()).toString();
            bans.ban(new BanTarget.Network(block), until, reason, false, now);
        }
    }
}
