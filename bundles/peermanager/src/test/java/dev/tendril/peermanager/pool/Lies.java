package dev.tendril.peermanager.pool;

import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.SlotRules;
import dev.tendril.support.limit.Limit;

import java.time.Duration;

/** Cores that are wrong on purpose, so that those who look for mistakes are seen to find them. */
enum Lies {
    /**
     * Does not remember who is connected when he comes again: two connections of one node (I-2).
     */
    FORGETS_WHO_IS_CONNECTED {
        @Override
        void before(PeerCore core, Step step, Cast cast) {
            var peer = core.pool().book.getOrStranger(cast.id(step.who()));
            if (step.act() == Act.ACCEPTED && peer.link().isPresent()) {
                core.pool().put(peer.withState(new PeerState.Idle(0)));
            }
        }
    },
    /** Does not count dials as outgoing, as tendermint 0.35 did not (I-4, D-10). */
    DOES_NOT_COUNT_DIALS {
        @Override
        void before(PeerCore core, Step step, Cast cast) {
            var slots = core.pool().slots;
            if (step.act() == Act.DIAL_NEXT) {
                var rules = slots.rules();
                slots.rules(
                        new SlotRules(
                                rules.inbound(),
                                Limit.NONE,
                                Limit.NONE,
                                rules.upgrades(),
                                rules.feelers(),
                                rules.handshakes(),
                                rules.duplicateIp()));
            }
        }

        @Override
        void after(PeerCore core, Step step) {
            core.pool().slots.rules(core.rules().slots());
        }
    },
    /** Keeps the slot of a dial that failed (I-4, D-49). */
    LEAKS_A_SLOT {
        @Override
        void after(PeerCore core, Step step) {
            if (step.act() == Act.DIAL_FAILED) {
                core.pool().slots.force(Slots.Kind.OUTBOUND);
            }
        }
    },
    /** Wakes nobody when a dial has failed (L-1, D-8). */
    LOSES_A_WAKE_UP {
        @Override
        void after(PeerCore core, Step step) {
            if (step.act() == Act.DIAL_FAILED) {
                var left = core.drain();
                left.updates().forEach(core.pool().effects::update);
                left.decisions().forEach(core.pool().effects::decide);
            }
        }
    },
    /** Dials a peer again although it is on another chain (D-12, I-6). */
    DIALS_THE_INCOMPATIBLE {
        @Override
        void after(PeerCore core, Step step) {
            for (var peer : core.pool().book.all()) {
                if (peer.state() instanceof PeerState.Inactive) {
                    core.pool().put(peer.withState(new PeerState.Idle(0)));
                }
            }
        }
    },
    /** Tells the end of a connection twice (I-11). */
    SAYS_DOWN_TWICE {
        @Override
        void after(PeerCore core, Step step) {
            if (step.act() == Act.DISCONNECTED) {
                var left = core.drain();
                left.updates().forEach(core.pool().effects::update);
                left.updates().forEach(core.pool().effects::update);
                core.pool().effects.wake();
            }
        }
    };

    void before(PeerCore core, Step step, Cast cast) {}

    void after(PeerCore core, Step step) {}

    /** A driver whose core is wrong in this way. */
    Driver driver(Cast cast, Duration pause, Duration banned, int limit) {
        return new Driver(cast, pause, banned, limit) {
            @Override
            Outcome apply(PeerCore core, Step step, Hands hands, Moment now) {
                before(core, step, cast);
                var outcome = super.apply(core, step, hands, now);
                if (!(outcome instanceof Outcome.Nothing)) {
                    after(core, step);
                }
                return outcome;
            }
        };
    }
}
