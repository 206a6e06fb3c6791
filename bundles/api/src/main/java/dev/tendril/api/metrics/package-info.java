/**
 * What a node counts, in the form of a monitoring system.
 *
 * <p>Types marked {@code @ProviderType} are implemented by Tendril and may gain methods in a minor
 * version; types marked {@code @ConsumerType} are implemented by others and change only in a major
 * one.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.api.metrics;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
