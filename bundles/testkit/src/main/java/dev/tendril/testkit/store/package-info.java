/** What every peer store keeps, as a suite that each of them runs. For authors of stores. */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.testkit.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
