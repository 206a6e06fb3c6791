/**
 * The router, to be composed without a framework: for simulators, benchmarks and programs that
 * embed a node. Within a framework the {@link dev.tendril.api.router.Router} service is what others
 * see. Promise: {@code NodeRouter}, {@code RouterOptions}, {@code RouterEnvironment}, {@code
 * ReactorSource} and {@code Resolver} change compatibly within a major version.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.router;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
