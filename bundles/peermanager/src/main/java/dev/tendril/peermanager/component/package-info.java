/** The peer manager as a service of a framework. */
@NullMarked
package dev.tendril.peermanager.component;

import org.jspecify.annotations.NullMarked;
