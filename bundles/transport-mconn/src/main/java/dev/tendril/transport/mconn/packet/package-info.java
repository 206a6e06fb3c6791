/**
 * Packets on a secret connection (wire.md 4): reassembly within limits, signs of life, rates. No
 * sockets and no threads of its own; time is an argument.
 */
@NullMarked
package dev.tendril.transport.mconn.packet;

import org.jspecify.annotations.NullMarked;
