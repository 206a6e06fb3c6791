package dev.tendril.peermanager.pool;

import dev.tendril.peermanager.policy.SlotRules;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The places for connections. A slot is an object that is taken once and given back once, so that
 * what is counted is what is held (I-4, D-10, D-49). Giving one back twice is our bug and throws.
 */
final class Slots {

    /** What a slot counts as. */
    enum Kind {
        /** A connection that a peer opened. */
        INBOUND,
        /** A dial, and the connection it becomes. */
        OUTBOUND,
        /** A connection beyond the limits that is to take the place of another. */
        UPGRADE,
        /** A dial beyond the limits that only looks whether somebody is there. */
        FEELER,
        /** A persistent or unconditional peer, or an operator's order: counted, not limited. */
        EXEMPT,
        /** An inbound handshake in progress. */
        HANDSHAKE
    }

    /** A place taken. */
    record Slot(Kind kind, long number) {}

    private final int[] taken = new int[Kind.values().length];
    private final Set<Long> live = new HashSet<>();
    private SlotRules rules;
    private long lastNumber;

    Slots(SlotRules rules) {
        this.rules = rules;
    }

    void rules(SlotRules other) {
        rules = other;
    }

    SlotRules rules() {
        return rules;
    }

    Optional<Slot> take(Kind kind) {
        return hasRoom(kind) ? Optional.of(force(kind)) : Optional.empty();
    }

    /** Takes a slot although there may be no room: for connections that exist already. */
    Slot force(Kind kind) {
        var slot = new Slot(kind, ++lastNumber);
        taken[kind.ordinal()]++;
        live.add(slot.number);
        return slot;
    }

    void release(Slot slot) {
        if (!live.remove(slot.number)) {
            throw new IllegalStateException("slot was given back twice, number: " + slot.number);
        }
        taken[slot.kind.ordinal()]--;
    }

    boolean hasRoom(Kind kind) {
        return switch (kind) {
            case INBOUND -> rules.inbound().allowsMoreThan(taken(kind)) && hasTotalRoom();
            case OUTBOUND -> rules.outbound().allowsMoreThan(taken(kind)) && hasTotalRoom();
            case UPGRADE -> taken(kind) < rules.upgrades();
            case FEELER -> taken(kind) < rules.feelers();
            case EXEMPT -> true;
            case HANDSHAKE -> taken(kind) < rules.handshakes();
        };
    }

    private boolean hasTotalRoom() {
        return rules.connected().allowsMoreThan(regular());
    }

    /** How many are taken beyond the limit, after limits were lowered or connections taken over. */
    int excess(Kind kind) {
        var limit =
                switch (kind) {
                    case INBOUND -> rules.inbound().orMax();
                    case OUTBOUND -> rules.outbound().orMax();
                    case UPGRADE, FEELER, EXEMPT, HANDSHAKE -> Integer.MAX_VALUE;
                };
        return Math.max(0, taken(kind) - limit);
    }

    /** How many connections and dials are taken beyond the limit of both directions. */
    int totalExcess() {
        return Math.max(0, regular() - rules.connected().orMax());
    }

    private int regular() {
        return taken(Kind.INBOUND) + taken(Kind.OUTBOUND);
    }

    int taken(Kind kind) {
        return taken[kind.ordinal()];
    }

    int live() {
        return live.size();
    }
}
