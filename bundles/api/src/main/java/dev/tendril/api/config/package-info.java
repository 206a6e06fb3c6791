/**
 * What an operator changes on a running node and finds again after a restart.
 *
 * <p>Types marked {@code @ProviderType} are implemented by Tendril and may gain methods in a minor
 * version; types marked {@code @ConsumerType} are implemented by others and change only in a major
 * one.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.api.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
