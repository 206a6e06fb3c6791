/**
 * What every test of Tendril uses: the ids a test covers, seeds that are printed and can be given
 * again.
 *
 * <p>For tests only; no shipping bundle may import it.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
