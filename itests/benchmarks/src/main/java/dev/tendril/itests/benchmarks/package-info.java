/** What the node delivers, measured through the public API. */
@NullMarked
package dev.tendril.itests.benchmarks;

import org.jspecify.annotations.NullMarked;
