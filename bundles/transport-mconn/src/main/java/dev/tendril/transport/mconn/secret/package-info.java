/** The secret connection: the handshake of keys, and frames in both directions (wire.md 2). */
@NullMarked
package dev.tendril.transport.mconn.secret;

import org.jspecify.annotations.NullMarked;
