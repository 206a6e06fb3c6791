/**
 * The shell of a node: the {@code p2p} commands of Gogo and the socket through which sessions come
 * in. Components only; what they do is in the packages below.
 */
@NullMarked
package dev.tendril.shell;

import org.jspecify.annotations.NullMarked;
