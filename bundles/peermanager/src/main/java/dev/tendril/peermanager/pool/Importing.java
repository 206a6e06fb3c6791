package dev.tendril.peermanager.pool;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.peermanager.policy.IpRange;
import dev.tendril.peermanager.policy.Moment;

import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An address book that the operator hands over comes in as hearsay with a source of its own: what
 * is known already stays, and strangers' limits hold.
 */
final class Importing {

    /** The source of what was imported, as snapshots and tables show it. */
    static final String SOURCE = "addr-book-file";

    /** Addresses from files in the book at a time. */
    static final int IMPORTED_MAX = 5_000;

    private final Pool pool;
    private final Learning learning;

    Importing(Pool pool, Learning learning) {
        this.pool = pool;
        this.learning = learning;
    }

    /** Takes in what can be used. @return how many were taken, and left out for which reason */
    SortedMap<String, Integer> take(Collection<NodeAddress> addresses, Moment now) {
        var counts = new TreeMap<String, Integer>();
        for (var address : addresses) {
            var outcome = refusal(address).orElseGet(() -> learning.addFromFile(known(address)));
            counts.merge(outcome, 1, Integer::sum);
            pool.effects.count("import." + outcome);
        }
        pool.effects.wake();
        return counts;
    }

    private static KnownAddress known(NodeAddress address) {
        return KnownAddress.fresh(address, Origin.HEARSAY, SOURCE);
    }

    private Optional<String> refusal(NodeAddress address) {
        var id = address.nodeId();
        var known = known(address);
        if (id.equals(pool.self)) {
            return Optional.of("self");
        }
        if (pool.rules.named().isPrivate(id)) {
            return Optional.of("private");
        }
        if (pool.bans.of(id).isPresent()
                || IpRange.literal(address.host()).flatMap(pool.bans::of).isPresent()) {
            return Optional.of("banned");
        }
        if (!learning.isWorthKeeping(known, IpRange.PUBLIC)) {
            return Optional.of("unroutable");
        }
        if (!pool.book.getOrStranger(id).addresses().isEmpty()) {
            return Optional.of("known");
        }
        var hearsay = pool.book.hearsay();
        if (hearsay.ofSource(SOURCE) >= IMPORTED_MAX
                || hearsay.size() >= pool.rules.book().hearsayMax()
                || pool.book.size() >= pool.rules.book().peersMax()) {
            return Optional.of("limit");
        }
        return hearsay.isGroupFull(known, pool.rules.book())
                ? Optional.of("limit-group")
                : Optional.empty();
    }
}
