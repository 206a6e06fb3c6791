/** Tests of the echo reactor. */
@NullMarked
package dev.tendril.reactor.echo;

import org.jspecify.annotations.NullMarked;
