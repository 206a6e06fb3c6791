package dev.tendril.shell.command;

import dev.tendril.shell.view.Refusal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The words behind a command, when the shell has taken the options it knows. */
public final class Words {

    private Words() {}

    /** The text of an option, when it was given. */
    public static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Nothing may be left. */
    public static void none(String command, String... words) {
        if (words.length > 0) {
            throw notUnderstood(command, words);
        }
    }

    /** The only word; {@code usage} is the command with what it wants. */
    public static String one(String usage, String... words) {
        if (words.length != 1 || words[0].startsWith("-")) {
            throw usage(usage, words);
        }
        return words[0];
    }

    /** A verb and what it is about, or nothing at all. */
    public static void upTo(int most, String usage, String... words) {
        if (words.length > most || Arrays.stream(words).anyMatch(word -> word.startsWith("-"))) {
            throw usage(usage, words);
        }
    }

    /** A refusal that says how {@code usage} is typed. */
    public static Refusal usage(String usage, String... words) {
        var typed = words.length == 0 ? "" : ", typed: " + String.join(" ", words);
        var command = usage.split(" ", 2)[0].replaceFirst("^private$", "_private");
        return new Refusal("usage: p2p:" + usage + typed + "; help p2p:" + command + " says more");
    }

    private static Refusal notUnderstood(String command, String... words) {
        return new Refusal(
                "not understood: "
                        + String.join(" ", List.of(words))
                        + "; help p2p:"
                        + command
                        + " shows what is");
    }
}
