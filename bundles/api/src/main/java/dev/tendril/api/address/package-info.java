/**
 * Who a peer is and where it can be reached: ids, node addresses and transport endpoints (ADR 062,
 * Peer Addresses).
 *
 * <p>Types marked {@code @ProviderType} are implemented by Tendril and may gain methods in a minor
 * version; types marked {@code @ConsumerType} are implemented by others and change only in a major
 * one.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.api.address;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
