package dev.tendril.itests.architecture;

import java.util.List;

/**
 * A class with its place in the tree and its super types, as far as they are ours.
 *
 * @param room its module, such as {@code bundles/router}
 * @param name binary name
 * @param runs whether a test engine can run it: neither abstract nor an interface
 * @param parents for each super type the binary names it may have; the first that exists is meant
 */
record TestClass(String room, String name, boolean runs, List<List<String>> parents) {}
