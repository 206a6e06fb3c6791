/**
 * Nodes of one JVM that talk without a socket: a network of names, transports that listen there,
 * connections between them.
 *
 * <p>Here to compose nodes without a framework, above all for simulations; in a framework it is
 * configured as a component. Nothing is exported.
 */
@NullMarked
package dev.tendril.transport.memory;

import org.jspecify.annotations.NullMarked;
