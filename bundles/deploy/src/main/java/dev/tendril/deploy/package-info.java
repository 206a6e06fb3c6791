/**
 * Takes bundles from a folder while the node runs. A file is taken when it is complete, valid and
 * resolvable; until then what runs stays.
 */
@NullMarked
package dev.tendril.deploy;

import org.jspecify.annotations.NullMarked;
