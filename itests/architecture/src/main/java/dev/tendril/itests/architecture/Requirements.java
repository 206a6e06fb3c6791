package dev.tendril.itests.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What must hold: the committed list of requirements, and the committed list of what we decline or
 * do otherwise.
 *
 * @param all every requirement by its id, in the order of the list
 * @param deviations by id, in the order of their list
 */
record Requirements(Map<String, Requirement> all, Map<String, Deviation> deviations) {
    /** Most ids that may be declined outside {@link #OPTIONAL}. */
    static final int DECLINED_MAX = 30;

    /** Of the ids outside {@link #OPTIONAL} so many percent are shown by tests. */
    static final int SHOWN_MIN_PERCENT = 95;

    /** Families of ids that may be declined freely: other stacks than ours. */
    static final Pattern OPTIONAL = Pattern.compile("(LP|MX|CL|SH|SP)-.*");

    private static final Pattern ID =
            Pattern.compile("(N-)?[A-Z]{1,3}-\\d{1,2}|W8\\.[2-4]-\\d[a-z]?");

    /**
     * One requirement.
     *
     * @param id such as {@code PMD-01}
     * @param heading under which it stands
     * @param text what must hold
     */
    record Requirement(String id, String heading, String text) {}

    /** What becomes of a requirement that is not built as it is written. */
    enum Kind {
        /** Not built. */
        DECLINED,
        /** The texts disagree, and a test shows what we do instead. */
        DIFFERS
    }

    /** One deviation and the sentence that says why. */
    record Deviation(String id, Kind kind, String why) {}

    /** Reads both lists; a line that is none is our mistake and thrown. */
    static Requirements read(Path requirements, Path deviations) throws IOException {
        Map<String, Requirement> all = new LinkedHashMap<>();
        String heading = "";
        for (String line : Files.readAllLines(requirements)) {
            if (line.startsWith("#")) {
                heading = line.substring(1).strip();
            } else if (!line.isBlank()) {
                String[] fields = fields(line, 2);
                Requirement found = new Requirement(fields[0], heading, fields[1]);
                if (!isId(found.id()) || all.put(found.id(), found) != null) {
                    throw new IllegalArgumentException("no id, or listed twice: " + line);
                }
            }
        }
        return new Requirements(all, deviations(deviations));
    }

    private static Map<String, Deviation> deviations(Path file) throws IOException {
        Map<String, Deviation> found = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            String[] fields = fields(line, 3);
            Kind kind =
                    switch (fields[1]) {
                        case "declined" -> Kind.DECLINED;
                        case "differs" -> Kind.DIFFERS;
                        default -> throw new IllegalArgumentException("no kind: " + line);
                    };
            if (found.put(fields[0], new Deviation(fields[0], kind, fields[2])) != null) {
                throw new IllegalArgumentException("listed twice: " + line);
            }
        }
        return found;
    }

    private static String[] fields(String line, int count) {
        String[] fields = line.split("\t", -1);
        boolean complete = fields.length == count;
        for (String field : fields) {
            complete &= !field.isBlank() && field.equals(field.strip());
        }
        if (!complete) {
            throw new IllegalArgumentException("not " + count + " fields between tabs: " + line);
        }
        return fields;
    }

    /** Whether a text has the shape of an id, listed or not. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    boolean isDeclined(String id) {
        Deviation deviation = deviations.get(id);
        return deviation != null && deviation.kind() == Kind.DECLINED;
    }

    /** What is wrong with the deviations, given what tests say they cover. */
    List<String> problems(Set<String> covered) {
        List<String> problems = new ArrayList<>();
        for (Deviation deviation : deviations.values()) {
            String id = deviation.id();
            if (!all.containsKey(id)) {
                problems.add(id + ": a deviation of an unknown id");
            } else if (!deviation.why().endsWith(".")) {
                problems.add(id + ": the reason of its deviation is no sentence");
            } else if (isDeclined(id) && covered.contains(id)) {
                problems.add(id + ": declined, but a test covers it");
            } else if (!isDeclined(id) && !covered.contains(id)) {
                problems.add(id + ": differs, but no test shows what we do instead");
            }
        }
        long declined = declinedOutsideOptional();
        if (declined > DECLINED_MAX) {
            problems.add(declined + " ids declined, limit: " + DECLINED_MAX);
        }
        long rest = all.keySet().stream().filter(id -> !isOptional(id)).count();
        if ((rest - declined) * 100 < rest * SHOWN_MIN_PERCENT) {
            problems.add(declined + " of " + rest + " ids declined, too many");
        }
        return problems;
    }

    private long declinedOutsideOptional() {
        return new TreeSet<>(deviations.keySet())
                .stream().filter(id -> isDeclined(id) && !isOptional(id)).count();
    }

    private static boolean isOptional(String id) {
        return OPTIONAL.matcher(id).matches();
    }
}
