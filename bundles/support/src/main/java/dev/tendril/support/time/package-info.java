/** The real clock behind the timers of the api. */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.support.time;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
