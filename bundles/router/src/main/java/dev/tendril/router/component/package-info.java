/** The router as an OSGi component: takes services and configuration, knows nothing else. */
@NullMarked
package dev.tendril.router.component;

import org.jspecify.annotations.NullMarked;
