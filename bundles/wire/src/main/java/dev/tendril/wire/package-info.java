/**
 * The codecs of the Tendermint / CometBFT wire: protobuf messages for channels, node infos, packets
 * and delimited messages. Everything here works on bytes; nothing opens a connection.
 */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.wire;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
