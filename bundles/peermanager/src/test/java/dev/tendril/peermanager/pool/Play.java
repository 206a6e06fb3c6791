package dev.tendril.peermanager.pool;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.peer.AcceptTicket;
import dev.tendril.api.peer.Ban;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.api.peer.PeerManager;
import dev.tendril.peermanager.CoreFixture;
import dev.tendril.peermanager.PeerManagerOptions;
import dev.tendril.peermanager.Probing;
import dev.tendril.peermanager.Who;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.Rules;
import dev.tendril.peermanager.stored.BanCodec;
import dev.tendril.peermanager.stored.DamagedRecordException;
import dev.tendril.peermanager.stored.PeerCodec;
import dev.tendril.peermanager.stored.StoredPeer;
import dev.tendril.support.limit.Limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A core with a router, reactors, an operator and the time around it: each step is done to the core
 * and to the model, and the two are compared. The seed says what is configured; the rest is in the
 * steps.
 */
final class Play implements Hands {

    static final int NODES = 13;

    private static final int PERSISTENT = 0;
    private static final int SEED = 1;
    private static final int UNCONDITIONAL = 2;
    private static final int PRIVATE = 3;
    private static final Duration PAUSE = Duration.ofSeconds(50);
    private static final Duration BANNED = Duration.ofSeconds(60);
    private static final int TOLD_MAX = 3;

    private static final Cast CAST = new Cast(self(), whos());

    private final long seed;
    private final Driver driver;
    private final Model model;
    private final Rules usual;
    private final boolean limitsFixed;
    private final int lookEvery;
    private final Map<Long, AcceptTicket> accepts = new TreeMap<>();
    private final Map<String, Integer> seen = new TreeMap<>();
    private PeerCore core;
    private Invariants invariants;
    private Judge judge;
    private Follower follower;
    private long nowNanos;
    private long steps;
    private long hash = 1;

    /**
     * A play.
     *
     * @param seed what is configured
     * @param limitsFixed whether no limit is lowered and nobody's exemption changes
     * @param lie what is wrong with the core, if something is
     * @param lookEvery the core is looked into once in so many steps; the model compares each
     */
    Play(long seed, boolean limitsFixed, Optional<Lies> lie, int lookEvery) {
        this.seed = seed;
        this.limitsFixed = limitsFixed;
        this.lookEvery = lookEvery;
        this.usual = CoreFixture.rules(options(new SplittableRandom(seed)));
        this.driver =
                lie.map(l -> l.driver(CAST, PAUSE, BANNED, TOLD_MAX))
                        .orElseGet(() -> new Driver(CAST, PAUSE, BANNED, TOLD_MAX));
        this.model =
                new Model(NODES, usual, Set.of(PERSISTENT), Set.of(SEED), Set.of(UNCONDITIONAL));
        this.core = begin(usual);
        this.invariants = new Invariants(core);
        this.judge = new Judge(model, CAST, evens());
        this.follower = new Follower(core, model, judge, CAST, PAUSE, BANNED);
        core.drain();
    }

    private static Who self() {
        return Who.inOrder(NODES + 1).get(NODES / 2).tendril();
    }

    /** Every second one runs Tendril. */
    private static List<Who> whos() {
        var whos = new ArrayList<>(Who.inOrder(NODES + 1));
        whos.remove(NODES / 2);
        return IntStream.range(0, NODES)
                .mapToObj(i -> i % 2 == 0 ? whos.get(i).tendril() : whos.get(i))
                .toList();
    }

    private static Set<Integer> evens() {
        var evens = new java.util.TreeSet<Integer>();
        for (var i = 0; i < NODES; i += 2) {
            evens.add(i);
        }
        return evens;
    }

    private static PeerManagerOptions options(SplittableRandom chance) {
        return PeerManagerOptions.builder()
                .arrivalInterval(Duration.ZERO)
                .maxInbound(Limit.of(1 + chance.nextInt(3)))
                .maxOutbound(Limit.of(1 + chance.nextInt(3)))
                .maxConnected(chance.nextBoolean() ? Limit.of(4) : Limit.NONE)
                .peersStored(Limit.of(9))
                .upgrades(chance.nextInt(3))
                .upgradeMargin(1 + chance.nextInt(3))
                .upgradeAge(Duration.ofSeconds(chance.nextInt(20)))
                .upgradeInterval(Duration.ofSeconds(chance.nextInt(20)))
                .duplicateIp(chance.nextBoolean())
                .maxHandshakes(3)
                .dialLease(Duration.ofSeconds(20))
                .hearsayPerSource(4)
                .hearsayPerGroup(3)
                .persistent(List.of(CAST.player(PERSISTENT).address()))
                .seeds(List.of(CAST.player(SEED).address()))
                .unconditional(Set.of(CAST.id(UNCONDITIONAL)))
                .privateIds(Set.of(CAST.id(PRIVATE)))
                .probing(probing(chance))
                .build();
    }

    private static Probing probing(SplittableRandom chance) {
        return chance.nextBoolean()
                ? Probing.OFF
                : new Probing(
                        chance.nextInt(3),
                        Duration.ofSeconds(chance.nextInt(20)),
                        1 + chance.nextInt(3),
                        Duration.ofSeconds(chance.nextInt(5)));
    }

    private PeerCore begin(Rules rules) {
        var fresh = new PeerCore(CAST.self().nodeId(), rules, new SplittableRandom(seed), now());
        fresh.protocolsAvailable(model.transport ? Cast.TRANSPORTS : Set.of());
        return fresh;
    }

    Moment now() {
        return new Moment(nowNanos, CoreFixture.EPOCH.plusNanos(nowNanos));
    }

    Model model() {
        return model;
    }

    /** Everything that came out, as one number. */
    long hash() {
        return hash;
    }

    /** How often each decision was seen. */
    Map<String, Integer> seen() {
        return seen;
    }

    /** Does one step; throws what does not hold. */
    void play(Step step) {
        var number = number(step);
        if (step.act() == Act.PASS) {
            nowNanos += step.how() * 1_000_000L;
            model.pass(nowNanos);
            accepts.keySet().retainAll(model.accepts.keySet());
        }
        var before = step.act() == Act.LATE ? core.snapshot(Map.of(), Map.of(), now()) : null;
        var outcome = apply(step);
        if (before != null && !before.equals(core.snapshot(Map.of(), Map.of(), now()))) {
            throw new AssertionError("N-PM-16: a late event has changed something: " + step.text());
        }
        judge.judge(step, outcome, now());
        follower.follow(step, number, outcome, now());
        if (outcome instanceof Outcome.Knock knock) {
            accepts.put(knock.ticket().number(), knock.ticket());
        }
        accepts.keySet().retainAll(model.accepts.keySet());
        core.tick(now());
        absorb(core.drain());
        follower.compare(now());
        invariants.deadline(core, now());
        if (steps++ % lookEvery == 0) {
            invariants.check(nowNanos, limitsFixed);
        }
    }

    private void absorb(Effects effects) {
        follower.absorb(effects, now());
        for (var draft : effects.decisions()) {
            var name = draft.verb() + "." + draft.reason().code();
            seen.merge(name, 1, Integer::sum);
            mix(name);
            mix(draft.nodeId().map(id -> id.hex()).orElse(""));
            mix(Long.toString(draft.connection()));
        }
        effects.updates().forEach(update -> mix(update.ref().toString()));
        effects.dirtyPeers().forEach(id -> mix(id.hex()));
    }

    private void mix(String text) {
        hash = hash * 1_099_511_628_211L + text.hashCode();
    }

    private Outcome apply(Step step) {
        return switch (step.act()) {
            case PASS -> {
                core.tick(now());
                yield new Outcome.Done();
            }
            case LIMITS -> {
                core.rules(step.is("lower") ? lower() : usual.withNamed(named()), now());
                yield new Outcome.Done();
            }
            case RESTART -> {
                restart(List.of());
                yield new Outcome.Done();
            }
            case HANDOVER -> {
                restart(model.conns.values().stream().filter(model::isCurrent).toList());
                yield new Outcome.Done();
            }
            default -> driver.apply(core, step, this, now());
        };
    }

    private Rules lower() {
        var one = CoreFixture.calm().maxInbound(Limit.of(1)).maxOutbound(Limit.of(1));
        var slots = CoreFixture.rules(one.maxConnected(Limit.of(1)).build()).slots();
        return Records.with(usual.withNamed(named()), "slots", slots);
    }

    private dev.tendril.peermanager.policy.Named named() {
        return core.rules().named();
    }

    private void restart(List<Model.Conn> stay) {
        var peers = new ArrayList<StoredPeer>();
        var bans = new ArrayList<Ban>();
        try {
            for (var id : core.ids()) {
                var stored = core.toStore(id, now());
                if (stored.isPresent()) {
                    peers.add(PeerCodec.read(PeerCodec.key(id), PeerCodec.write(stored.get())));
                }
            }
            for (var ban : core.bans(now())) {
                bans.add(BanCodec.read(BanCodec.key(ban.target()), BanCodec.write(ban)));
            }
        } catch (DamagedRecordException e) {
            throw new AssertionError("I-17: cannot be read again", e);
        }
        core = begin(core.rules());
        core.restore(peers, bans, now());
        Remembered.check(core, peers, now());
        core.adopt(stay.stream().map(this::adopted).toList(), now());
        accepts.clear();
        invariants = new Invariants(core);
        follower = new Follower(core, model, judge, CAST, PAUSE, BANNED);
    }

    private PeerManager.Adopted adopted(Model.Conn conn) {
        var direction =
                conn.inbound
                        ? dev.tendril.api.address.Direction.INBOUND
                        : dev.tendril.api.address.Direction.OUTBOUND;
        return new PeerManager.Adopted(conn.ref, CAST.facts(conn.who, direction));
    }

    /** The ticket or connection that {@code step} names, 0 for none. */
    private long number(Step step) {
        return switch (step.act()) {
            case DIALED, DIAL_FAILED ->
                    nth(dials(step.who()).stream().map(DialTicket::number).toList(), step);
            case ACCEPTED, ACCEPT_FAILED ->
                    nth(accepts(step.who()).stream().map(AcceptTicket::number).toList(), step);
            default -> nth(links(step.who()).stream().map(PeerRef::connection).toList(), step);
        };
    }

    private static long nth(List<Long> numbers, Step step) {
        return step.nth() < numbers.size() ? numbers.get(step.nth()) : 0;
    }

    @Override
    public List<DialTicket> dials(int who) {
        return model.dials.values().stream()
                .filter(d -> d.who() == who)
                .map(Model.Dial::ticket)
                .toList();
    }

    @Override
    public List<AcceptTicket> accepts(int who) {
        var remote = CAST.player(who).who().endpoint();
        return accepts.values().stream().filter(t -> t.remote().equals(remote)).toList();
    }

    @Override
    public List<PeerRef> links(int who) {
        return model.conns.values().stream().filter(c -> c.who == who).map(c -> c.ref).toList();
    }
}
