/**
 * The example of ADR 062: says {@code ping} to everybody now and then, answers with {@code pong}.
 * The model for a new reactor: a protocol, its messages and a component. Exports nothing, so that
 * an update stops nobody else.
 */
@NullMarked
package dev.tendril.reactor.echo;

import org.jspecify.annotations.NullMarked;
