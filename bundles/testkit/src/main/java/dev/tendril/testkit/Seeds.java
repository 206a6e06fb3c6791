package dev.tendril.testkit;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Seeds of random tests. A test that draws from chance takes its seed here, so that it is printed
 * and can be given again with {@code -Dseed=}. The only place of the tests where a seed comes from
 * outside.
 */
public final class Seeds {

    /** The system property that sets the seed of every random test. */
    public static final String PROPERTY = "seed";

    private Seeds() {}

    /**
     * {@return the seed of this run: that of {@code -Dseed=}, else a new one} It is printed with
     * the name of the test.
     *
     * @param test who asks
     */
    public static long seed(Class<?> test) {
        var given = System.getProperty(PROPERTY, "");
        var seed =
                given.isEmpty() ? RandomGenerator.getDefault().nextLong() : Long.parseLong(given);
        System.out.println(
                "seed of "
                        + test.getSimpleName()
                        + ": "
                        + seed
                        + " (again with -Dseed="
                        + seed
                        + ")");
        return seed;
    }

    /**
     * {@return chance from {@link #seed}: the same numbers for the same seed, in every JVM}
     *
     * @param test who asks
     */
    public static RandomGenerator random(Class<?> test) {
        return new SplittableRandom(seed(test));
    }

    /**
     * {@return a seed of its own for {@code name}, drawn from {@code seed}: what one part draws
     * then does not move what another one gets}
     *
     * @param seed the seed of the run
     * @param name what it is for
     */
    public static long derive(long seed, String name) {
        var hash = 0xcbf29ce484222325L ^ seed;
        for (var i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return new SplittableRandom(hash).nextLong();
    }
}
