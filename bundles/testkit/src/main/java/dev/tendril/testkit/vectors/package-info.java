/** Recorded values of the peer protocol, against which codecs and handshakes are tested. */
@Export
@Version("0.1.0")
@NullMarked
package dev.tendril.testkit.vectors;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
