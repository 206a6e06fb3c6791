/** Tests of this package. */
@NullMarked
package dev.tendril.transport.mconn;

import org.jspecify.annotations.NullMarked;
