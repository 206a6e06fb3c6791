package dev.tendril.peermanager.pool;

import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.stored.StoredAddress;
import dev.tendril.peermanager.stored.StoredPeer;

import java.util.List;

/** What a core must know of peers again after it was begun anew from what is stored. */
final class Remembered {

    private static final double POINTS_OFF_MAX = 1e-6;

    private Remembered() {}

    /** I-17: everybody is there with his addresses and his standing; nobody waits longer. */
    static void check(PeerCore core, List<StoredPeer> stored, Moment now) {
        if (stored.size() > core.rules().book().peersMax()) {
            return; // some were kept while they were connected only
        }
        for (var before : stored) {
            var after = core.toStore(before.id(), now);
            Invariants.require(after.isPresent(), "I-17: forgotten: ", before);
            for (var address : before.addresses()) {
                Invariants.require(
                        after.get().addresses().stream().anyMatch(a -> isSame(address, a)),
                        "I-17: address was ",
                        address,
                        ", is one of ",
                        after.get().addresses());
            }
            var off = Math.abs(after.get().points() - before.points());
            Invariants.require(off < POINTS_OFF_MAX, "I-17: points: ", before, ", now ", after);
        }
    }

    private static boolean isSame(StoredAddress before, StoredAddress after) {
        return before.address().equals(after.address())
                && before.verified() == after.verified()
                && before.failures() == after.failures()
                && before.lastSuccess().equals(after.lastSuccess())
                && before.lastFailure().equals(after.lastFailure())
                && (after.eligibleAt().isEmpty()
                        || before.eligibleAt()
                                .filter(at -> !at.isBefore(after.eligibleAt().get()))
                                .isPresent());
    }
}
