/** The command line as its users have it: processes of the unpacked distribution. */
@NullMarked
package dev.tendril.itests.cli;

import org.jspecify.annotations.NullMarked;
