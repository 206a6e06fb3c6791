/** Tests of what a person types. */
@NullMarked
package dev.tendril.launcher;

import org.jspecify.annotations.NullMarked;
