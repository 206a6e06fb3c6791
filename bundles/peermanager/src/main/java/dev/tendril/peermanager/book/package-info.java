/** Address books of other software, read as hearsay. */
@NullMarked
package dev.tendril.peermanager.book;

import org.jspecify.annotations.NullMarked;
