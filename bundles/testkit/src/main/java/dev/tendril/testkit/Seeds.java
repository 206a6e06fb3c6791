package dev.tendril.testkit;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Seeds of random tests. A test that draws from chance takes its seed here, so that it is printed
 * and can be given again with {@code -Dseed=}. The only place of the tests where a seed comes from
 * outside.
 *
 * <p>Without one each test has a seed of its own that is always the same: two builds of one source
 * come to one verdict. What no build has drawn yet is looked for with {@code -Dseed=random}.
 */
public final class Seeds {

    /** The system property that sets the seed of every random test. */
    public static final String PROPERTY = "seed";

    /** The value of {@link #PROPERTY} that draws a new seed. */
    public static final String RANDOM = "random";

    private Seeds() {}

    /**
     * {@return the seed of this run: that of {@code -Dseed=}, a new one for {@code -Dseed=random},
     * else the usual one of the test} It is printed with the name of the test.
     *
     * @param test who asks
     */
    public static long seed(Class<?> test) {
        var seed = chosen(System.getProperty(PROPERTY, ""), test);
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

    static long chosen(String given, Class<?> test) {
        return switch (given) {
            case "" -> derive(0, test.getSimpleName());
            case RANDOM -> RandomGenerator.getDefault().nextLong();
            default -> Long.parseLong(given);
        };
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
