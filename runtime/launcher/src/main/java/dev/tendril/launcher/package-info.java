/**
 * The program a person starts: reads the command line, runs a framework, exits with an honest
 * status.
 */
@NullMarked
package dev.tendril.launcher;

import org.jspecify.annotations.NullMarked;
