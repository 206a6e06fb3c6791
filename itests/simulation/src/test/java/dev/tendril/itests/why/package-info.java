/** What an operator reads when he asks why. */
@NullMarked
package dev.tendril.itests.why;

import org.jspecify.annotations.NullMarked;
