/** Subscriptions to peers that come and go; a reader that does not read holds nobody up. */
@NullMarked
package dev.tendril.peermanager.updates;

import org.jspecify.annotations.NullMarked;
