/** The shell around the core: one lock, waiting, the store, filters and answers to "why?". */
@NullMarked
package dev.tendril.peermanager.manager;

import org.jspecify.annotations.NullMarked;
