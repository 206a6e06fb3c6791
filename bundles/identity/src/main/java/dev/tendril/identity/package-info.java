/**
 * Who a node is: Ed25519 keys, in memory or in the {@code node_key.json} of CometBFT and Tendermint
 * 0.35. For programs that embed a node; within OSGi the service {@code NodeIdentity} is used.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.identity;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
