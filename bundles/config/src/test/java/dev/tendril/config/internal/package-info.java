/** Tests of what is written to ConfigAdmin. */
@NullMarked
package dev.tendril.config.internal;

import org.jspecify.annotations.NullMarked;
