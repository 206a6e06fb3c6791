/** Numbers that bound something, or say that nothing does. */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.support.limit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
