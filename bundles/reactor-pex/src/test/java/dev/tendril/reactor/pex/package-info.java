/** Tests of peer exchange. */
@NullMarked
package dev.tendril.reactor.pex;

import org.jspecify.annotations.NullMarked;
