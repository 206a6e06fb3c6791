package dev.tendril.peermanager.pool;

import java.util.List;
import java.util.Set;

/**
 * The worlds that are explored: two that are visited to the last state, and one with everything.
 */
final class Worlds {

    private Worlds() {}

    static List<World> all() {
        return List.of(roles(), upgrades(), slots(), everything());
    }

    /** One node comes and is dialed, one is only dialed and misbehaves, one only comes. */
    static World roles() {
        return World.of("roles", World.ANY_DEPTH, 1, 0, o -> o.upgrades(0))
                .with(Act.DIAL_NEXT, 0)
                .with(Act.DIALED, 0)
                .with(Act.DIALED, 1)
                .with(Act.DIAL_FAILED, 0)
                .with(Act.SCREEN, 0)
                .with(Act.SCREEN, 2)
                .with(Act.ACCEPTED, 0)
                .with(Act.ACCEPTED, 2)
                .with(Act.READY)
                .with(Act.DISCONNECTED)
                .with(Act.ERRORED, 1, "fatal")
                .with(Act.EVICT_NEXT, 0)
                .time();
    }

    /** All come and are dialed; one of them misbehaves. */
    static World slots() {
        return World.of("slots", 19, 1, 0, o -> o.upgrades(0))
                .with(Act.DIAL_NEXT, 0)
                .with(Act.DIALED)
                .with(Act.DIAL_FAILED)
                .with(Act.SCREEN)
                .with(Act.ACCEPTED)
                .with(Act.READY)
                .with(Act.DISCONNECTED)
                .with(Act.ERRORED, 1, "fatal")
                .with(Act.EVICT_NEXT, 0)
                .time();
    }

    /** All are dialed, stay and earn something, so that one takes the place of another. */
    static World upgrades() {
        return World.of("upgrades", World.ANY_DEPTH, 1, 1, o -> o.upgrades(1))
                .with(Act.DIAL_NEXT, 0)
                .with(Act.DIALED)
                .with(Act.DIAL_FAILED)
                .with(Act.READY)
                .with(Act.DISCONNECTED)
                .with(Act.ERRORED, 0, "merit")
                .with(Act.ERRORED, 1, "merit", "fatal")
                .with(Act.EVICT_NEXT, 0)
                .with(Act.RESTART, 0)
                .time();
    }

    /** Everything that can happen, in every way, as far as the depth allows. */
    static World everything() {
        var cast = World.cast();
        var world =
                World.of(
                        "everything",
                        6,
                        2,
                        1,
                        o ->
                                o.upgrades(1)
                                        .persistent(List.of(cast.player(2).address()))
                                        .privateIds(Set.of(cast.id(1))));
        for (var act : Act.values()) {
            switch (act) {
                case DIAL_NEXT, EVICT_NEXT, TRANSPORT, LIMITS, RESTART, HANDOVER ->
                        world.with(act, 0, act.ways().toArray(String[]::new));
                case LEARNED -> world.tell(0, 1).tell(1, 0).tell(2, 0);
                case PASS -> world.time();
                default -> world.with(act, act.ways().toArray(String[]::new));
            }
        }
        return world.second(Act.DISCONNECTED, 0)
                .second(Act.DISCONNECTED, 1)
                .second(Act.READY, 0)
                .second(Act.DIALED, 0);
    }
}
