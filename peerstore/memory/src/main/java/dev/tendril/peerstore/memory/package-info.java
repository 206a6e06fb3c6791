/**
 * A peer store in sorted maps: the reference for all stores and the default of tests. For programs
 * that embed a node; within OSGi the service {@code PeerStore} is used.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.peerstore.memory;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
