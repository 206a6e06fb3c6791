/**
 * The transport that speaks to CometBFT over TCP: SecretConnection and MConnection (wire.md 2 to
 * 4). Public to compose a node without a framework. In a framework it is configured as a component
 * and exported to nobody, so that its update stops nothing but itself.
 */
@NullMarked
package dev.tendril.transport.mconn;

import org.jspecify.annotations.NullMarked;
