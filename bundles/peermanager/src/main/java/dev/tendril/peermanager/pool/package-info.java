/**
 * Who is in which state: the pure core. No lock, clock, thread, input or output; what it wants done
 * it leaves as effects.
 */
@NullMarked
package dev.tendril.peermanager.pool;

import org.jspecify.annotations.NullMarked;
