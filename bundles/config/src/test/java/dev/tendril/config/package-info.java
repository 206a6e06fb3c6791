/** Tests of what operators write. */
@NullMarked
package dev.tendril.config;

import org.jspecify.annotations.NullMarked;
