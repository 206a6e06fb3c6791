/** Tests of the extension reactor. */
@NullMarked
package dev.tendril.reactor.extension;

import org.jspecify.annotations.NullMarked;
