/** The part that writes configurations: the only one that does. */
@NullMarked
package dev.tendril.config.internal;

import org.jspecify.annotations.NullMarked;
