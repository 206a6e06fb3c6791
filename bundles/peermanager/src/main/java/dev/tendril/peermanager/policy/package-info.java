/**
 * How peers are judged: back-off, standing, network groups and ranges, and the rules in force. Pure
 * values.
 */
@NullMarked
package dev.tendril.peermanager.policy;

import org.jspecify.annotations.NullMarked;
