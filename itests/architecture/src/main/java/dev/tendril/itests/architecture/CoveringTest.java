package dev.tendril.itests.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A test that names requirements, as it stands in its source.
 *
 * @param file the source, relative to the tree
 * @param type binary name of the class that declares it
 * @param method its name
 * @param isTest whether anything runs it
 * @param ids what it covers as a whole
 * @param rows what single rows of its table cover, by their place, from 1
 */
record CoveringTest(
        String file,
        String type,
        String method,
        boolean isTest,
        List<String> ids,
        Map<Integer, String> rows) {
    /** All ids, of rows too. */
    Set<String> allIds() {
        Set<String> all = new TreeSet<>(ids);
        all.addAll(rows.values());
        return all;
    }

    String name() {
        return type + "." + method;
    }
}
