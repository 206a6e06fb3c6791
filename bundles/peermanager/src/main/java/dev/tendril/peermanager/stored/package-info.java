/** Records as they are written: their bytes, checksums and versions. */
@NullMarked
package dev.tendril.peermanager.stored;

import org.jspecify.annotations.NullMarked;
