/**
 * The commands of the shell: what they ask of the services of a network and what they answer. Knows
 * no OSGi.
 */
@NullMarked
package dev.tendril.shell.command;

import org.jspecify.annotations.NullMarked;
