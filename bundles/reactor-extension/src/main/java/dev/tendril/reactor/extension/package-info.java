/**
 * Tendril to Tendril: tells connected peers our channels as they come and go, so that a reactor
 * deployed into running nodes works on the connections they have. Toward other nodes it is one more
 * channel id that they do not know. Exports nothing, so that an update stops nobody else.
 */
@NullMarked
package dev.tendril.reactor.extension;

import org.jspecify.annotations.NullMarked;
