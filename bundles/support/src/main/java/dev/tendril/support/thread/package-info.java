/** Threads and who ends them. */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.support.thread;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
