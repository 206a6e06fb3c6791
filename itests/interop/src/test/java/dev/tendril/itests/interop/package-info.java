/**
 * Tendril as a process beside real CometBFT nodes: built with Go, started on this machine, asked by
 * their own RPC.
 */
@NullMarked
package dev.tendril.itests.interop;

import org.jspecify.annotations.NullMarked;
