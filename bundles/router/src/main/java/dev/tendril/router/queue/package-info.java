/** What waits to be sent: one bounded queue for each peer, and who goes first in it. */
@NullMarked
package dev.tendril.router.queue;

import org.jspecify.annotations.NullMarked;
