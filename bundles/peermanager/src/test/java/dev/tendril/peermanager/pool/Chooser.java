package dev.tendril.peermanager.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Draws the next step, mostly one that fits the moment. */
final class Chooser {

    /** Acts and how often they are drawn, beside the time. */
    private static final Object[][] WEIGHTS = {
        {Act.DIAL_NEXT, 12},
        {Act.DIALED, 9},
        {Act.DIAL_FAILED, 4},
        {Act.SCREEN, 9},
        {Act.ACCEPTED, 9},
        {Act.ACCEPT_FAILED, 1},
        {Act.READY, 9},
        {Act.ERRORED, 6},
        {Act.EVICT_NEXT, 5},
        {Act.DISCONNECTED, 8},
        {Act.LEARNED, 5},
        {Act.DECLARED, 2},
        {Act.ADVERTISE, 3},
        {Act.DIAL, 4},
        {Act.DISCONNECT, 2},
        {Act.BAN, 2},
        {Act.UNBAN, 2},
        {Act.LATE, 2},
        {Act.TRANSPORT, 1},
        {Act.PASS, 16},
        {Act.PERSIST, 1},
        {Act.UNPERSIST, 1},
        {Act.LIMITS, 1},
        {Act.RESTART, 1},
        {Act.HANDOVER, 1}
    };

    /** Those that change what the limits are, or what is above them. */
    private static final List<Act> MOVES_LIMITS =
            List.of(Act.HANDOVER, Act.PERSIST, Act.UNPERSIST, Act.LIMITS);

    private final SplittableRandom chance;
    private final List<Act> acts = new ArrayList<>();

    Chooser(long seed, boolean limitsFixed) {
        this.chance = new SplittableRandom(seed);
        for (var weight : WEIGHTS) {
            var act = (Act) weight[0];
            for (var i = 0; i < (int) weight[1]; i++) {
                if (!limitsFixed || !MOVES_LIMITS.contains(act)) {
                    acts.add(act);
                }
            }
        }
    }

    Step next(Model model) {
        var act = acts.get(chance.nextInt(acts.size()));
        if ((act == Act.RESTART || act == Act.HANDOVER) && chance.nextInt(6) > 0) {
            act = Act.DIAL_NEXT;
        }
        var who =
                switch (act) {
                    case DIALED, DIAL_FAILED -> of(model.dials.values().stream().map(d -> d.who()));
                    case READY, ERRORED, DISCONNECTED, LEARNED, DECLARED, ADVERTISE, DISCONNECT ->
                            of(model.conns.values().stream().map(c -> c.who));
                    default -> chance.nextInt(Play.NODES);
                };
        if (isOfAll(act)) {
            return new Step(act, 0, 0, how(act));
        }
        var nth = chance.nextInt(8) == 0 ? 1 : 0;
        return new Step(act, who, nth, how(act));
    }

    private static boolean isOfAll(Act act) {
        return switch (act) {
            case DIAL_NEXT, EVICT_NEXT, PASS, TRANSPORT, LIMITS, RESTART, HANDOVER -> true;
            default -> false;
        };
    }

    private int of(java.util.stream.Stream<Integer> some) {
        var list = List.copyOf(new TreeSet<>(some.toList()));
        return list.isEmpty() ? chance.nextInt(Play.NODES) : list.get(chance.nextInt(list.size()));
    }

    private int how(Act act) {
        return switch (act) {
            case PASS -> (int) chance.nextLong(1L << (1 + chance.nextInt(17)));
            case LEARNED -> chance.nextInt(Play.NODES);
            case TRANSPORT -> chance.nextInt(4) == 0 ? 0 : 1;
            case ERRORED ->
                    chance.nextInt(5) < 2
                            ? 0
                            : chance.nextInt(act.ways().size() - chance.nextInt(3));
            default -> chance.nextInt(3) > 0 ? 0 : chance.nextInt(act.ways().size());
        };
    }
}
