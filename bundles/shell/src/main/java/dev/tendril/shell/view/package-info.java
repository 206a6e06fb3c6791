/** What the shell shows, made of snapshots: tables for people, JSON for programs. Knows no OSGi. */
@NullMarked
package dev.tendril.shell.view;

import org.jspecify.annotations.NullMarked;
