package dev.tendril.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The requirements that a test shows to hold: lines of the conformance list ({@code PMD-01}), known
 * defects ({@code D-12}), invariants ({@code I-3}, {@code L-1}) and negative tests of the wire
 * ({@code W8.2-4}).
 *
 * <p>A test names at most five. The ids are checked against the list of requirements, and the
 * report of what is covered is made from them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Covers {
    /**
     * The ids, as they stand in the list of requirements.
     *
     * @return one to five ids
     */
    String[] value();
}
