/**
 * The built bundles in a real Felix: they resolve, find each other in any order, and come and go
 * while peers stay.
 */
@NullMarked
package dev.tendril.itests.osgi;

import org.jspecify.annotations.NullMarked;
