/** The components of the memory transport. */
@NullMarked
package dev.tendril.transport.memory.internal;

import org.jspecify.annotations.NullMarked;
