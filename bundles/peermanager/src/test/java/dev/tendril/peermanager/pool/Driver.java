package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.Behaviour.Severity;
import dev.tendril.api.decision.Blame;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.AcceptTicket;
import dev.tendril.api.peer.Admission;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.api.peer.PeerFacts;
import dev.tendril.api.peer.Screening;
import dev.tendril.peermanager.policy.Moment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Does steps to a core as a router, reactors and an operator would. */
class Driver {

    private static final Optional<Reason> NONE = Optional.empty();
    private static final Optional<Reason> VETO = Optional.of(Reason.of("filtered"));
    private static final Outcome NOTHING = new Outcome.Nothing();
    private static final Outcome DONE = new Outcome.Done();
    private static final String SOURCE = "reactor";
    private static final int MERIT = 5;

    private final Cast cast;
    private final Duration pause;
    private final Duration banned;
    private final int limit;

    /**
     * A driver.
     *
     * @param cast who plays
     * @param pause how long an operator leaves somebody alone
     * @param banned how long he bans
     * @param limit how many addresses are asked for
     */
    Driver(Cast cast, Duration pause, Duration banned, int limit) {
        this.cast = cast;
        this.pause = pause;
        this.banned = banned;
        this.limit = limit;
    }

    Cast cast() {
        return cast;
    }

    /** Does {@code step}, but for those that concern the whole process and the time. */
    Outcome apply(PeerCore core, Step step, Hands hands, Moment now) {
        return switch (step.act()) {
            case DIAL_NEXT -> core.dialNext(now).<Outcome>map(Outcome.Dial::new).orElse(DONE);
            case DIALED -> dialed(core, step, hands, now);
            case DIAL_FAILED -> dialFailed(core, step, hands, now);
            case SCREEN -> screen(core, step, now);
            case ACCEPTED -> accepted(core, step, hands, now);
            case ACCEPT_FAILED -> acceptFailed(core, step, hands, now);
            case EVICT_NEXT ->
                    core.evictNext(now)
                            .<Outcome>map(e -> new Outcome.Evicted(e.peer(), e.reason()))
                            .orElse(DONE);
            case READY, ERRORED, DISCONNECTED, LEARNED, DECLARED, ADVERTISE ->
                    nth(hands.links(step.who()), step)
                            .map(ref -> connected(core, step, ref, now))
                            .orElse(NOTHING);
            case DIAL -> answer(core.dial(cast.player(step.who()).address(), now));
            case DISCONNECT ->
                    answer(
                            core.disconnect(
                                    cast.id(step.who()),
                                    step.is("with-pause") ? pause : Duration.ZERO,
                                    now));
            case BAN -> answer(core.ban(target(step), banned, Reason.of("test"), now));
            case UNBAN -> answer(core.unban(target(step), now));
            case PERSIST -> answer(core.persist(cast.player(step.who()).address(), now));
            case UNPERSIST -> answer(core.unpersist(cast.id(step.who()), now));
            case TRANSPORT -> {
                core.protocolsAvailable(step.is("gone") ? Set.of() : Cast.TRANSPORTS);
                yield DONE;
            }
            case LATE -> late(core, step, now);
            case LIMITS, RESTART, HANDOVER, PASS ->
                    throw new IllegalArgumentException("not a verb: " + step);
        };
    }

    private static <T> Optional<T> nth(List<T> list, Step step) {
        return step.nth() < list.size() ? Optional.of(list.get(step.nth())) : Optional.empty();
    }

    private BanTarget target(Step step) {
        return new BanTarget.Id(cast.id(step.who()));
    }

    private static Outcome answer(Optional<Reason> refusal) {
        return refusal.<Outcome>map(Outcome.Refused::new).orElse(DONE);
    }

    private Outcome dialed(PeerCore core, Step step, Hands hands, Moment now) {
        var ticket = nth(hands.dials(step.who()), step);
        if (ticket.isEmpty()) {
            return NOTHING;
        }
        var facts = facts(step, Direction.OUTBOUND);
        return admission(core.dialed(ticket.get(), facts, step.is("vetoed") ? VETO : NONE, now));
    }

    private PeerFacts facts(Step step, Direction direction) {
        if (step.is("other-network")) {
            return cast.foreign(step.who(), direction);
        }
        if (step.is("other-id")) {
            return cast.another(step.who(), direction);
        }
        return step.is("ourselves")
                ? cast.ourselves(step.who(), direction)
                : cast.facts(step.who(), direction);
    }

    private static Outcome admission(Admission admission) {
        return switch (admission) {
            case Admission.Admitted admitted ->
                    new Outcome.Connected(admitted.peer(), admitted.replaces().stream().toList());
            case Admission.Refused refused -> new Outcome.Refused(refused.reason());
        };
    }

    private static Outcome dialFailed(PeerCore core, Step step, Hands hands, Moment now) {
        var ticket = nth(hands.dials(step.who()), step);
        ticket.ifPresent(
                t ->
                        core.dialFailed(
                                t,
                                Reason.of(step.act().ways().get(step.how())),
                                step.is("given-up") ? Blame.US : Blame.NOBODY,
                                now));
        return ticket.isPresent() ? DONE : NOTHING;
    }

    private Outcome screen(PeerCore core, Step step, Moment now) {
        var remote = cast.player(step.who()).who().endpoint();
        return switch (core.screen(remote, step.is("vetoed") ? VETO : NONE, now)) {
            case Screening.Passed passed -> new Outcome.Knock(passed.ticket());
            case Screening.Refused refused -> new Outcome.Refused(refused.reason());
        };
    }

    private Outcome accepted(PeerCore core, Step step, Hands hands, Moment now) {
        var ticket = nth(hands.accepts(step.who()), step);
        if (ticket.isEmpty()) {
            return NOTHING;
        }
        var facts = facts(step, Direction.INBOUND);
        return admission(core.accepted(ticket.get(), facts, step.is("vetoed") ? VETO : NONE, now));
    }

    private static Outcome acceptFailed(PeerCore core, Step step, Hands hands, Moment now) {
        var ticket = nth(hands.accepts(step.who()), step);
        ticket.ifPresent(t -> core.acceptFailed(t, Reason.of("timeout"), Blame.PEER, now));
        return ticket.isPresent() ? DONE : NOTHING;
    }

    private Outcome connected(PeerCore core, Step step, PeerRef ref, Moment now) {
        switch (step.act()) {
            case READY -> core.ready(ref, now);
            case ERRORED -> core.errored(ref, behaviour(step), SOURCE, now);
            case DISCONNECTED ->
                    core.disconnected(
                            ref, Reason.of("eof"), step.is("by-us") ? Blame.US : Blame.PEER, now);
            case LEARNED -> core.learned(List.of(cast.player(step.how()).address()), ref, now);
            case DECLARED -> core.selfDeclared(cast.player(step.who()).address(), ref, now);
            case ADVERTISE -> {
                return new Outcome.Told(ref, limit, core.advertise(ref, limit, now));
            }
            default -> throw new IllegalArgumentException("not of a connection: " + step);
        }
        return DONE;
    }

    private static Behaviour behaviour(Step step) {
        return step.is("merit")
                ? Behaviour.merit(MERIT, "useful")
                : Behaviour.offence(
                        Severity.valueOf(
                                step.act()
                                        .ways()
                                        .get(step.how())
                                        .toUpperCase(java.util.Locale.ROOT)),
                        "bad",
                        "");
    }

    /** Everything that can be said of tickets and connections that are closed. */
    private Outcome late(PeerCore core, Step step, Moment now) {
        var player = cast.player(step.who());
        var pool = core.pool();
        var ref = new PeerRef(player.id(), closed(pool.lastConnection, Numbers.of(pool.links)));
        var ticket = closed(pool.lastTicket, pool.dials.keySet());
        var dial = new DialTicket(ticket, player.address(), DialTicket.Kind.NORMAL);
        var accept =
                new AcceptTicket(
                        closed(pool.lastTicket, pool.accepts.keySet()), player.who().endpoint());
        core.ready(ref, now);
        core.errored(ref, Behaviour.offence(Severity.BAN, "late", ""), SOURCE, now);
        core.learned(List.of(player.address()), ref, now);
        core.selfDeclared(player.address(), ref, now);
        core.disconnected(ref, Reason.of("late"), Blame.PEER, now);
        core.dialFailed(dial, Reason.of("late"), Blame.PEER, now);
        core.dialed(dial, cast.facts(step.who(), Direction.OUTBOUND), NONE, now);
        core.acceptFailed(accept, Reason.of("late"), Blame.PEER, now);
        core.accepted(accept, cast.facts(step.who(), Direction.INBOUND), NONE, now);
        return DONE;
    }

    private static long closed(long last, Set<Long> open) {
        var number = last;
        while (open.contains(number)) {
            number--;
        }
        return number > 0 ? number : last + 1_000; // none has been closed yet
    }
}
