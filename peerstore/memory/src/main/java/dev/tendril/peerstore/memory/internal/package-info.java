/** The component that publishes a store in memory for a network. */
@NullMarked
package dev.tendril.peerstore.memory.internal;

import org.jspecify.annotations.NullMarked;
