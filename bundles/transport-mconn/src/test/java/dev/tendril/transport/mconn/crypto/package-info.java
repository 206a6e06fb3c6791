/** Tests of this package. */
@NullMarked
package dev.tendril.transport.mconn.crypto;

import org.jspecify.annotations.NullMarked;
