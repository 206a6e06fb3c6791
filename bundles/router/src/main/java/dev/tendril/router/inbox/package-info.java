/** What waits for a reactor: one mailbox with a bounded share for each connection and channel. */
@NullMarked
package dev.tendril.router.inbox;

import org.jspecify.annotations.NullMarked;
