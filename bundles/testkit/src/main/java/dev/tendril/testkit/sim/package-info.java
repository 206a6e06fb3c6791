/**
 * Real blocking code in virtual time: a seeded scheduler of virtual threads, its clock and its
 * trace.
 *
 * <p>For tests only; no shipping bundle may import it. Needs {@code --add-opens
 * java.base/java.lang=ALL-UNNAMED}: the JDK's virtual threads take a scheduler, but not by a public
 * method.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.testkit.sim;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
