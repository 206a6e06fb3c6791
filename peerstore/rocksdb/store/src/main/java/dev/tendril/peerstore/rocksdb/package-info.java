/**
 * A peer store in RocksDB, the default of the runtime. For programs that embed a node; within OSGi
 * the service {@code PeerStore} is used.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.peerstore.rocksdb;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
