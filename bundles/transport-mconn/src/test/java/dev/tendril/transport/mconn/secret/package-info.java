/** Tests of this package. */
@NullMarked
package dev.tendril.transport.mconn.secret;

import org.jspecify.annotations.NullMarked;
