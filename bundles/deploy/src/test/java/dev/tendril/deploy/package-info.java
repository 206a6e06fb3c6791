/** Tests of what is taken when. */
@NullMarked
package dev.tendril.deploy;

import org.jspecify.annotations.NullMarked;
