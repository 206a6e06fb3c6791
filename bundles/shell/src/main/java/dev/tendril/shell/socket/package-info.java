/**
 * The way into a running node: a Unix-domain socket that only the owner of the home can open, and
 * the sessions that come in through it. Knows Gogo and JLine, no OSGi.
 */
@NullMarked
package dev.tendril.shell.socket;

import org.jspecify.annotations.NullMarked;
