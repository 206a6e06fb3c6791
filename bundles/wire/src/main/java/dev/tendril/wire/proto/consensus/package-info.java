/**
 * Generated protobuf classes: channels 0x20 to 0x23. Compatible on the wire with every version
 * named in wire.md 7; the Java names are ours. Generated code has no nullness annotations;
 * protobuf's own rules hold (nothing is null).
 */
@Export
@Version("0.1.0")
package dev.tendril.wire.proto.consensus;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
