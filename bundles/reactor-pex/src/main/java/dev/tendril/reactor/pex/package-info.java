/**
 * Peer exchange as CometBFT and Tendermint 0.35 have it, on channel 0x00 (wire.md 5): asks peers
 * for addresses while the node wants more, and tells them some. Exports nothing, so that an update
 * stops nobody else.
 */
@NullMarked
package dev.tendril.reactor.pex;

import org.jspecify.annotations.NullMarked;
