/** The components that publish stores in RocksDB and what they share. */
@NullMarked
package dev.tendril.peerstore.rocksdb.internal;

import org.jspecify.annotations.NullMarked;
