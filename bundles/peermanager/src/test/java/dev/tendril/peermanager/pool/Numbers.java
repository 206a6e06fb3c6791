package dev.tendril.peermanager.pool;

import java.util.Set;
import java.util.TreeSet;

/** The numbers of connections. */
final class Numbers {

    private Numbers() {}

    /** In order. */
    static Set<Long> of(Links links) {
        var numbers = new TreeSet<Long>();
        links.all().forEach(link -> numbers.add(link.connection()));
        return numbers;
    }
}
