package dev.tendril.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the value of a key may be, and how it is read. Values come out as text, number, boolean or
 * list of texts; durations as numbers of milliseconds.
 */
sealed interface Kind {

    /** What an operator may write, for a message. */
    String allowed();

    /** The value of {@code entry} as the component gets it. */
    Object read(Entry entry) throws ConfigException;

    /** Whether values are lists, which operators may add to at run time. */
    default boolean isList() {
        return this instanceof Items;
    }

    /** The kind that the table calls {@code name}. */
    static Kind named(String name) {
        var words = name.split(" ", 2);
        return switch (words[0]) {
            case "text" -> new Text(Pattern.compile(".*", Pattern.DOTALL), "a text");
            case "chain" ->
                    new Text(Pattern.compile("[\\x21-\\x7e]{1,50}"), "1 to 50 visible characters");
            case "address" ->
                    new Text(
                            Pattern.compile("|((tcp|mconn)://)?(\\[[^]]+]|[^:/@\\s]+):\\d{1,5}"),
                            "host:port, or nothing");
            case "bool" -> new Flag();
            case "duration" -> new Time();
            case "limit" -> new Whole(-1, 1_000_000);
            case "number" -> {
                var bounds = words[1].split("\\.\\.");
                yield new Whole(Long.parseLong(bounds[0]), Long.parseLong(bounds[1]));
            }
            case "log" -> new LogLevel();
            case "listen", "peers", "ids", "names", "channels" -> new Items(ItemRule.named(name));
            default -> Choice.of(name);
        };
    }

    /** A text that matches a pattern. */
    record Text(Pattern pattern, String allowed) implements Kind {
        @Override
        public Object read(Entry entry) throws ConfigException {
            var text = entry.value().toString();
            if (entry.value() instanceof List || !pattern.matcher(text).matches()) {
                throw ConfigException.badValue(entry, allowed);
            }
            return text;
        }
    }

    /** True or false. */
    record Flag() implements Kind {
        @Override
        public String allowed() {
            return "true or false";
        }

        @Override
        public Object read(Entry entry) throws ConfigException {
            return switch (entry.value().toString()) {
                case "true" -> true;
                case "false" -> false;
                default -> throw ConfigException.badValue(entry, allowed());
            };
        }
    }

    /** A whole number within bounds. */
    record Whole(long min, long max) implements Kind {
        @Override
        public String allowed() {
            return "a whole number within " + min + ".." + max;
        }

        @Override
        public Object read(Entry entry) throws ConfigException {
            try {
                var number = Long.parseLong(entry.value().toString());
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw ConfigException.badValue(entry, allowed());
            }
            throw ConfigException.badValue(entry, allowed());
        }
    }

    /** A duration with its unit; read as milliseconds. */
    record Time() implements Kind {
        @Override
        public String allowed() {
            return "a duration such as 500ms, 5s, 2m, 1h30m";
        }

        @Override
        public Object read(Entry entry) throws ConfigException {
            return DurationText.millis(entry.value().toString())
                    .orElseThrow(() -> ConfigException.badValue(entry, allowed()));
        }
    }

    /** A log level, also as CometBFT writes it for each of its modules. */
    record LogLevel() implements Kind {

        private static final List<String> LEVELS =
                List.of("trace", "debug", "info", "warn", "error");

        @Override
        public String allowed() {
            return String.join(", ", LEVELS);
        }

        @Override
        public Object read(Entry entry) throws ConfigException {
            var level = "info";
            for (var item : Texts.items(entry.value())) {
                var colon = item.lastIndexOf(':');
                var read = level(item.substring(colon + 1));
                if (!LEVELS.contains(read)) {
                    throw ConfigException.badValue(entry, allowed());
                }
                if (colon < 0 || item.startsWith("*:")) {
                    level = read;
                }
            }
            return level;
        }

        private static String level(String text) {
            var lower = text.toLowerCase(Locale.ROOT);
            return lower.equals("none") ? "error" : lower;
        }
    }

    /** One of some words; {@code a>b} reads {@code a} as {@code b}. */
    record Choice(List<String> words, List<String> meanings) implements Kind {

        static Choice of(String list) {
            var words = new ArrayList<String>();
            var meanings = new ArrayList<String>();
            for (var item : list.split(", ")) {
                var arrow = item.indexOf('>');
                words.add(arrow < 0 ? item : item.substring(0, arrow));
                meanings.add(item.substring(arrow + 1));
            }
            return new Choice(List.copyOf(words), List.copyOf(meanings));
        }

        @Override
        public String allowed() {
            return String.join(", ", words);
        }

        @Override
        public Object read(Entry entry) throws ConfigException {
            var index = words.indexOf(entry.value().toString());
            if (index < 0) {
                throw ConfigException.badValue(entry, allowed());
            }
            return meanings.get(index);
        }
    }

    /** A list of items of one rule. */
    record Items(ItemRule rule) implements Kind {
        @Override
        public String allowed() {
            return rule.allowed();
        }

        @Override
        public Object read(Entry entry) throws ConfigException {
            var read = new ArrayList<String>();
            for (var item : Texts.items(entry.value())) {
                var text = rule.read(item);
                if (text.isEmpty()) {
                    throw ConfigException.badValue(
                            new Entry(entry.key(), item, entry.place()), rule.allowed());
                }
                if (!read.contains(text.get())) {
                    read.add(text.get());
                }
            }
            return List.copyOf(read);
        }
    }
}
