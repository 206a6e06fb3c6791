/** The transport as a component of a framework. */
@NullMarked
package dev.tendril.transport.mconn.internal;

import org.jspecify.annotations.NullMarked;
