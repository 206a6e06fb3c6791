package dev.tendril.itests.architecture;

import dev.tendril.itests.architecture.TestResults.Outcome;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How much a build does, and how strict it is.
 *
 * @param whole whether every room is built and every test asked for
 * @param ci whether nothing may be skipped
 */
record BuildScope(boolean whole, boolean ci) {
    private static final Pattern MODULE = Pattern.compile("<module>");
    private static final Pattern PROJECT = Pattern.compile("MavenProject:");

    /**
     * Reads it from what Maven hands over.
     *
     * @param parent text of the parent's pom, which lists all modules
     * @param said value of the environment's {@code CI}, the projects of this build as Maven prints
     *     them, then properties that leave tests out; one that is not set keeps its {@code ${name}}
     */
    static BuildScope of(String parent, List<String> said) {
        boolean ci = !said.isEmpty() && said.getFirst().equals("true");
        long modules = MODULE.matcher(parent).results().count();
        long projects = said.size() < 2 ? 0 : PROJECT.matcher(said.get(1)).results().count();
        boolean selected = said.stream().skip(2).anyMatch(BuildScope::isSet);
        return new BuildScope(projects > modules && !selected, ci);
    }

    private static boolean isSet(String property) {
        return !property.isBlank() && !property.startsWith("${") && !property.equals("false");
    }

    /** Whether this build may go on when a requirement, or a test of one, went so. */
    boolean tolerates(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> true;
            case SKIPPED -> !ci || !whole;
            case NOT_RUN -> !whole;
            case FAILED -> false;
        };
    }
}
