/** Tests of this package. */
@NullMarked
package dev.tendril.transport.mconn.packet;

import org.jspecify.annotations.NullMarked;
