/**
 * Tools of the build: the formatter's driver, the count of tests and the report of requirements.
 * The rules are among the tests.
 */
@NullMarked
package dev.tendril.itests.architecture;

import org.jspecify.annotations.NullMarked;
