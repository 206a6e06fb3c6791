/** Tests of this package. */
@NullMarked
package dev.tendril.transport.mconn.internal;

import org.jspecify.annotations.NullMarked;
