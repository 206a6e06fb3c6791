/** What is wrong with a node, and what helps: findings from facts. Knows no OSGi. */
@NullMarked
package dev.tendril.shell.doctor;

import org.jspecify.annotations.NullMarked;
