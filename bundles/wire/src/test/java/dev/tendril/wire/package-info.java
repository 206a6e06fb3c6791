/** Tests of the codecs, against recorded bytes and the generated classes. */
@NullMarked
package dev.tendril.wire;

import org.jspecify.annotations.NullMarked;
