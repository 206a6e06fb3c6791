/**
 * Identities and node infos that are the same in every run.
 *
 * <p>For tests only; no shipping bundle may import it.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.testkit.node;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
