/** The component that publishes the identity of a network. */
@NullMarked
package dev.tendril.identity.internal;

import org.jspecify.annotations.NullMarked;
