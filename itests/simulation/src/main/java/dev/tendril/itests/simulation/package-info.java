/** Many nodes from one seed: scenarios, each with what must hold and what may happen at most. */
@NullMarked
package dev.tendril.itests.simulation;

import org.jspecify.annotations.NullMarked;
