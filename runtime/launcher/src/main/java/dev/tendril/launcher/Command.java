package dev.tendril.launcher;

import dev.tendril.launcher.Arguments.Syntax;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** The commands, each with what may stand behind it. */
enum Command {
    /** Creates a home. */
    INIT(new Syntax(Set.of("--home", "--chain-id", "--network"), Set.of(), 0)) {
        @Override
        int run(Arguments arguments, PrintStream out) throws CommandException {
            return Init.run(arguments, out);
        }
    },
    /** Runs a node. */
    START(
            new Syntax(
                    Set.of(
                            "--home",
                            "--network",
                            "--laddr",
                            "--seeds",
                            "--persistent-peers",
                            "--moniker"),
                    Set.of("--shell"),
                    0)) {
        @Override
        int run(Arguments arguments, PrintStream out) throws CommandException {
            return new Start(arguments).run();
        }
    },
    /** Attaches a prompt to a running node. */
    SHELL(new Syntax(Set.of("--home"), Set.of(), 0)) {
        @Override
        int run(Arguments arguments, PrintStream out) throws CommandException {
            return Attach.to(arguments, word()).shell();
        }
    },
    /** Runs commands in a running node. */
    EXEC(new Syntax(Set.of("--home"), Set.of(), 1)) {
        @Override
        int run(Arguments arguments, PrintStream out) throws CommandException {
            if (arguments.words().isEmpty()) {
                throw CommandException.usage(
                        "exec needs the commands to run; see: tendril help exec");
            }
            return Attach.to(arguments, word()).exec(arguments.words().getFirst(), out);
        }
    },
    /** Says who a node is. */
    SHOW_NODE_ID(new Syntax(Set.of("--home", "--network"), Set.of(), 0)) {
        @Override
        int run(Arguments arguments, PrintStream out) throws CommandException {
            return ShowNodeId.run(arguments, out);
        }
    },
    /** Shows a small network on this machine. */
    DEMO(new Syntax(Set.of("--for"), Set.of(), 0)) {
        @Override
        int run(Arguments arguments, PrintStream out) throws CommandException {
            return Demo.run(arguments, out);
        }
    },
    /** Says which version this is. */
    VERSION(new Syntax(Set.of(), Set.of(), 0)) {
        @Override
        int run(Arguments arguments, PrintStream out) {
            Versions.print(out);
            return 0;
        }
    },
    /** Explains the commands. */
    HELP(new Syntax(Set.of(), Set.of(), 1)) {
        @Override
        int run(Arguments arguments, PrintStream out) throws CommandException {
            out.println(
                    arguments.words().isEmpty()
                            ? Help.overview()
                            : Help.of(named(arguments.words().getFirst())));
            return 0;
        }
    };

    private final Syntax syntax;

    Command(Syntax syntax) {
        this.syntax = syntax;
    }

    /** The command that is typed as {@code word}. */
    static Command named(String word) throws CommandException {
        var typed =
                switch (word) {
                    case "--help", "-h", "-?" -> "help";
                    case "--version", "-v" -> "version";
                    default -> word;
                };
        return Arrays.stream(values())
                .filter(command -> command.word().equals(typed))
                .findFirst()
                .orElseThrow(
                        () ->
                                CommandException.usage(
                                        "unknown command: " + word + "; see: tendril help"));
    }

    /** How it is typed. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Syntax syntax() {
        return syntax;
    }

    /** Does it; returns the exit status. */
    abstract int run(Arguments arguments, PrintStream out) throws CommandException;
}
