package dev.tendril.peermanager.pool;

import dev.tendril.peermanager.CoreFixture;
import dev.tendril.peermanager.PeerManagerOptions;
import dev.tendril.peermanager.PeerManagerOptionsBuilder;
import dev.tendril.peermanager.Probing;
import dev.tendril.peermanager.Who;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.Rules;
import dev.tendril.support.limit.Limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is explored: three nodes, one place in each direction, short times, and what may happen. All
 * times are one or few units of a few nanoseconds, so that nothing decays meanwhile and states come
 * again.
 */
final class World {

    /** One unit of time. */
    static final long UNIT_NANOS = 8;

    /** No bound on the number of steps: the whole world is visited. */
    static final int ANY_DEPTH = Integer.MAX_VALUE;

    private static final Set<Act> MOVES_LIMITS =
            Set.of(Act.LIMITS, Act.HANDOVER, Act.PERSIST, Act.UNPERSIST);

    private final String name;
    private final int depthMax;
    private final int span;
    private final Cast cast;
    private final Rules usual;
    private final List<Step> steps = new ArrayList<>();
    private boolean limitsFixed = true;

    private World(String name, int depthMax, int span, Cast cast, Rules usual) {
        this.name = name;
        this.depthMax = depthMax;
        this.span = span;
        this.cast = cast;
        this.usual = usual;
    }

    /**
     * We are in the middle: against the first node our dial survives when both dial at once,
     * against the second its does; the third runs CometBFT.
     *
     * @param name what it is called
     * @param depthMax after so many steps nobody goes on
     * @param span how many units the longer times have, and how many failures make a difference
     * @param merits points that a peer may get at once
     * @param options what is configured beside the times
     */
    static World of(
            String name,
            int depthMax,
            int span,
            int merits,
            UnaryOperator<PeerManagerOptionsBuilder> options) {
        var cast = cast();
        return new World(
                name,
                depthMax,
                span,
                cast,
                rules(options.apply(brief(span)).build(), span, merits));
    }

    static Cast cast() {
        var whos = Who.inOrder(4);
        return new Cast(
                whos.get(1).tendril(),
                List.of(whos.get(2).tendril(), whos.get(0).tendril(), whos.get(3)));
    }

    private static PeerManagerOptionsBuilder brief(int span) {
        return PeerManagerOptions.builder()
                .arrivalInterval(Duration.ZERO) // who came lately is no part of a state
                .maxInbound(Limit.of(1))
                .maxOutbound(Limit.of(1))
                .maxHandshakes(1)
                .upgradeMargin(1)
                .upgradeAge(units(1))
                .probing(Probing.OFF)
                .upgradeInterval(units(1))
                .duplicateIp(true)
                .retryJitter(0)
                .retryMin(units(1))
                .retryMax(units(span))
                .persistentRetryMax(units(span))
                .aloneRetryMax(units(1))
                .cooldown(units(1))
                .stay(units(span))
                .inactive(units(1))
                .offencePause(units(1))
                .banDuration(units(span))
                .dialLease(units(span))
                .peersStored(Limit.of(8))
                .hearsayPerSource(1);
    }

    private static Duration units(long count) {
        return Duration.ofNanos(count * UNIT_NANOS);
    }

    /** What has no option is changed by name: leases, what behaviour is worth, failures. */
    private static Rules rules(PeerManagerOptions options, int span, int merits) {
        var rules = CoreFixture.rules(options);
        var pace = Records.with(rules.pace(), "handshakeLeaseNanos", UNIT_NANOS);
        pace = Records.with(pace, "evictLeaseNanos", UNIT_NANOS);
        var standing = Records.with(rules.standing(), "halfLifeNanos", Long.MAX_VALUE / 4);
        standing = Records.with(standing, "max", 1L);
        standing = Records.with(standing, "min", -1L);
        standing = Records.with(standing, "evictBelow", -1L);
        standing = Records.with(standing, "minor", 1L);
        standing = Records.with(standing, "major", 1L);
        standing = Records.with(standing, "fatal", 1L);
        standing = Records.with(standing, "failure", 0L);
        standing = Records.with(standing, "meritBurst", merits);
        standing = Records.with(standing, "meritIntervalNanos", UNIT_NANOS);
        var book = Records.with(rules.book(), "failuresMax", span + 1);
        rules = Records.with(rules, "pace", pace);
        rules = Records.with(rules, "standing", standing);
        return Records.with(rules, "book", book);
    }

    /** Lets {@code act} happen to every node, in the ways named or in its first. */
    World with(Act act, String... ways) {
        for (var who = 0; who < cast.size(); who++) {
            with(act, who, ways);
        }
        return this;
    }

    /** Lets {@code act} happen to one node. */
    World with(Act act, int who, String... ways) {
        for (var way : ways.length == 0 ? new String[] {act.ways().getFirst()} : ways) {
            steps.add(Step.of(act, who, way));
        }
        limitsFixed &= !MOVES_LIMITS.contains(act);
        return this;
    }

    /** Lets it happen to the second connection or ticket of a node. */
    World second(Act act, int who) {
        steps.add(new Step(act, who, 1, 0));
        return this;
    }

    /** Lets {@code who} tell of {@code whom}. */
    World tell(int who, int whom) {
        steps.add(new Step(Act.LEARNED, who, 0, whom));
        return this;
    }

    /** Lets one unit pass, or all until something is due. */
    World time() {
        steps.add(new Step(Act.PASS, 0, 0, 1));
        steps.add(new Step(Act.PASS, 0, 0, 0));
        return this;
    }

    String name() {
        return name;
    }

    int depthMax() {
        return depthMax;
    }

    /** Ages and counts from here on are alike: no rule of this world asks for more. */
    int span() {
        return span;
    }

    Cast players() {
        return cast;
    }

    Rules usual() {
        return usual;
    }

    /** With a place less: both directions share one. */
    Rules lower(Rules rules) {
        return Records.with(rules, "slots", Records.with(rules.slots(), "connected", Limit.of(1)));
    }

    Rules upper(Rules rules) {
        return Records.with(rules, "slots", usual.slots());
    }

    List<Step> steps() {
        return steps;
    }

    boolean limitsFixed() {
        return limitsFixed;
    }

    Moment moment(long nanos) {
        return new Moment(nanos, CoreFixture.EPOCH.plusNanos(nanos));
    }

    /** Does steps to an honest core, or to one that is wrong on purpose. */
    Driver driver(Optional<Lies> lie) {
        return lie.map(l -> l.driver(cast, units(span), units(span), 2))
                .orElseGet(() -> new Driver(cast, units(span), units(span), 2));
    }
}
