package dev.tendril.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stands behind the command on the command line: options with a value ({@code --home DIR} or
 * {@code --home=DIR}), flags without one ({@code --shell}), and words. Immutable.
 *
 * @param options values by option, with the dashes
 * @param flags the flags that are given, with the dashes
 * @param words the rest, in order
 */
record Arguments(Map<String, String> options, Set<String> flags, List<String> words) {

    /** Which options and flags a command knows, and how many words it takes at most. */
    record Syntax(Set<String> options, Set<String> flags, int wordsMax) {

        Syntax {
            options = Set.copyOf(options);
            flags = Set.copyOf(flags);
        }
    }

    Arguments {
        options = Map.copyOf(options);
        flags = Set.copyOf(flags);
        words = List.copyOf(words);
    }

    /**
     * Reads the command line behind {@code command}. Words after {@code --} are taken as they are.
     */
    static Arguments parse(String command, Syntax syntax, List<String> line)
            throws CommandException {
        var options = new LinkedHashMap<String, String>();
        var flags = new ArrayList<String>();
        var words = new ArrayList<String>();
        var rest = line.iterator();
        while (rest.hasNext()) {
            var item = rest.next();
            if (item.equals("--")) {
                rest.forEachRemaining(words::add);
            } else if (!item.startsWith("-") || item.equals("-")) {
                words.add(item);
            } else if (syntax.flags.contains(item)) {
                flags.add(item);
            } else {
                var name = item.contains("=") ? item.substring(0, item.indexOf('=')) : item;
                if (!syntax.options.contains(name)) {
                    throw unknown(command, name);
                }
                if (!item.contains("=") && !rest.hasNext()) {
                    throw CommandException.usage(
                            name + " needs a value; see: tendril help " + command);
                }
                var value =
                        item.contains("=") ? item.substring(item.indexOf('=') + 1) : rest.next();
                if (options.put(name, value) != null) {
                    throw CommandException.usage(name + " is given twice");
                }
            }
        }
        if (words.size() > syntax.wordsMax) {
            throw CommandException.usage(
                    "unexpected: " + words.get(syntax.wordsMax) + "; see: tendril help " + command);
        }
        return new Arguments(options, Set.copyOf(flags), words);
    }

    private static CommandException unknown(String command, String name) {
        return CommandException.usage("unknown option: " + name + "; see: tendril help " + command);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** The value of an option the command cannot do without. */
    String required(String command, String name) throws CommandException {
        var value = options.get(name);
        if (value == null || value.isBlank()) {
            throw CommandException.usage(
                    command + " needs " + name + "; see: tendril help " + command);
        }
        return value;
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }
}
