package dev.tendril.peermanager.pool;

import dev.tendril.api.address.NodeId;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Visits every state of a core that can be reached in a world, the near ones first, and checks what
 * must hold in each and between two.
 */
final class Explorer {

    private static final byte DIALABLE = 1;
    private static final byte ORDERED = 2;

    /** A step is done twice once in so many times: it must come to the same (I-19). */
    private static final int TWICE_EVERY = 64;

    /** What was found. */
    record Found(
            String world,
            int states,
            long transitions,
            int depth,
            boolean exhausted,
            Coverage coverage,
            Optional<Violation> violation) {}

    /** What does not hold, and the shortest way to it. */
    record Violation(String what, List<Step> path) {}

    private record Open(int state, int depth, Images.Image image) {}

    private final World world;
    private final Stage stage;
    private final int statesMax;
    private final Invariants invariants;
    private final StepChecks checks;
    private final Fingerprint fingerprint;
    private final States states = new States();
    private final ArrayDeque<Open> open = new ArrayDeque<>();
    private final Coverage coverage = new Coverage();
    private long transitions;
    private int deepest;

    /**
     * An explorer.
     *
     * @param world what is explored
     * @param lie what is wrong with the core, if something is
     * @param seed draws the secret that decides between equals
     * @param statesMax more states are not visited: the world is not as small as was thought
     */
    Explorer(World world, Optional<Lies> lie, long seed, int statesMax) {
        this.world = world;
        this.statesMax = statesMax;
        this.stage = new Stage(world, world.driver(lie), seed);
        this.invariants = new Invariants(stage.core());
        this.checks = new StepChecks(stage);
        this.fingerprint =
                new Fingerprint(stage.core(), World.UNIT_NANOS, world.span(), world.span());
    }

    /** Goes everywhere, or to the first thing that does not hold. */
    Found explore() {
        Optional<Violation> violation = Optional.empty();
        try {
            keep(fingerprint.all(stage.now()), -1, 0, Step.of(Act.RESTART));
            while (violation.isEmpty() && !open.isEmpty() && states.size() < statesMax) {
                violation = expand(open.removeFirst());
            }
        } catch (AssertionError | RuntimeException broken) {
            violation = Optional.of(new Violation(broken.toString(), List.of()));
        }
        return new Found(
                world.name(),
                states.size(),
                transitions,
                deepest,
                open.isEmpty(),
                coverage,
                violation);
    }

    private Optional<Violation> expand(Open from) {
        stage.put(from.image);
        checks.begin();
        var here = fingerprint.begin(stage.now());
        var mark = states.mark(from.state);
        var moved = false;
        for (var step : fitting()) {
            if (moved) {
                stage.put(from.image);
            }
            try {
                moved = follow(from, step, here, mark);
            } catch (AssertionError | RuntimeException broken) {
                var path = new ArrayList<>(states.path(from.state));
                path.add(step);
                return Optional.of(new Violation(broken.toString(), path));
            }
        }
        return Optional.empty();
    }

    private List<Step> fitting() {
        var fitting = new ArrayList<Step>(world.steps().size());
        for (var step : world.steps()) {
            if (stage.fits(step)) {
                fitting.add(step);
            }
        }
        return fitting;
    }

    /** Does one step. Returns whether the core has to be put back. */
    private boolean follow(Open from, Step step, long here, byte mark) {
        var outcome = stage.apply(step);
        var effects = stage.settle();
        transitions++;
        meet(step, outcome);
        checks.check(step, outcome, effects);
        var now = stage.now();
        var there = fingerprint.all(now);
        if (transitions % TWICE_EVERY == 0) {
            again(from, step, outcome, effects, there);
        }
        var state = states.find(there);
        if (state < 0) {
            invariants.check(now.nanos(), world.limitsFixed());
            invariants.deadline(stage.core(), now);
            state = keep(there, from.state, from.depth + 1, step);
        }
        var after = states.mark(state);
        checks.woken((mark & DIALABLE) != 0, (after & DIALABLE) != 0, effects, "a dial");
        checks.woken((mark & ORDERED) != 0, (after & ORDERED) != 0, effects, "an eviction");
        return there != here || !checks.isUntouched();
    }

    /** Remembers a new state, and that it is to be gone on from. */
    private int keep(long key, int parent, int depth, Step step) {
        var image = stage.take();
        var now = stage.now();
        byte mark = stage.core().nextOrderNanos() <= now.nanos() ? ORDERED : 0;
        mark |= stage.core().dialNext(now).isPresent() ? DIALABLE : 0;
        stage.settle();
        var state = states.add(key, parent, step, mark);
        deepest = Math.max(deepest, depth);
        if (depth < world.depthMax()) {
            open.addLast(new Open(state, depth, image));
        }
        return state;
    }

    /** I-19: the same step from the same state comes to the same. */
    private void again(Open from, Step step, Outcome outcome, Effects effects, long there) {
        stage.put(from.image);
        var second = stage.apply(step);
        var left = stage.settle();
        if (!second.equals(outcome)
                || !left.equals(effects)
                || fingerprint.all(stage.now()) != there) {
            throw new AssertionError("I-19: comes to something else the second time: " + step);
        }
    }

    private void meet(Step step, Outcome outcome) {
        if (outcome instanceof Outcome.Dial dial) {
            coverage.meet(step.act(), checks.peerBefore(dial.ticket().address().nodeId()));
        } else if (outcome instanceof Outcome.Evicted evicted) {
            coverage.meet(step.act(), checks.peerBefore(evicted.ref().nodeId()));
        } else if (isOfAll(step.act())) {
            for (var who = 0; who < world.players().size(); who++) {
                coverage.meet(step.act(), checks.peerBefore(id(who)));
            }
        } else if (!(outcome instanceof Outcome.Nothing)
                && step.act() != Act.DIAL_NEXT
                && step.act() != Act.EVICT_NEXT) {
            coverage.meet(step.act(), checks.peerBefore(id(step.who())));
        }
    }

    private static boolean isOfAll(Act act) {
        return switch (act) {
            case TRANSPORT, LIMITS, RESTART, HANDOVER, PASS -> true;
            default -> false;
        };
    }

    private NodeId id(int who) {
        return world.players().id(who);
    }
}
