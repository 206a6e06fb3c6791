/**
 * What a node counts, drawn from snapshots at the moment it is asked for: a gauge is never counted
 * up and down, so none can drift. For embedding: {@link dev.tendril.metrics.NodeMetrics} makes the
 * figures, {@link dev.tendril.metrics.Exposition} their text.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.metrics;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
