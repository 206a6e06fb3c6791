/**
 * Whole networks of the parts that ship, in one process, from one seed, in virtual time.
 *
 * <p>For tests, of Tendril and of whoever writes a reactor; never in a distribution. Needs {@code
 * --add-opens java.base/java.lang=ALL-UNNAMED}.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.simulator;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
