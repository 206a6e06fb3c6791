/**
 * The cryptography of the secret connection: the Merlin transcript, key derivation and the sealing
 * of frames. No sockets.
 */
@NullMarked
package dev.tendril.transport.mconn.crypto;

import org.jspecify.annotations.NullMarked;
