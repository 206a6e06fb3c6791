/**
 * The operator's files as settings of components: what lies where in a home, which keys there are,
 * and what a network's file, the environment, the command line and the operator's overrides say
 * together. Knows no OSGi; for the launcher and for embedding.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
