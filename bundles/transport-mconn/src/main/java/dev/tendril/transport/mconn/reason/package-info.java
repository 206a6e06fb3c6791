/** Why connections of this transport end: one code for each cause. */
@NullMarked
package dev.tendril.transport.mconn.reason;

import org.jspecify.annotations.NullMarked;
