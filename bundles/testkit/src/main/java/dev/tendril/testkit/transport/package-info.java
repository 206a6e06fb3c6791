/**
 * What every transport promises, as suites that each of them runs.
 *
 * <p>For tests only; no shipping bundle may import it.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.testkit.transport;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
