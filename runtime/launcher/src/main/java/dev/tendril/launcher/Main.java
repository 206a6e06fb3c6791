package dev.tendril.launcher;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** The program behind {@code bin/tendril}. */
public final class Main {

    private Main() {}

    /**
     * Runs one command and ends the process with its status: 0 done, 1 not done, 2 not understood.
     *
     * @param line the command and what stands behind it
     */
    public static void main(String[] line) {
        var status = run(Arrays.asList(line), System.out, System.err);
        System.out.flush();
        // Threads of libraries may live on; the command is over.
        System.exit(status);
    }

    /** Runs one command; its result goes to {@code out}, complaints to {@code err}. */
    static int run(List<String> line, PrintStream out, PrintStream err) {
        try {
            if (line.isEmpty()) {
                err.println(Help.overview());
                return CommandException.USAGE;
            }
            var command = Command.named(line.getFirst());
            var rest = line.subList(1, line.size());
            if (rest.contains("--help") || rest.contains("-h")) {
                out.println(Help.of(command));
                return 0;
            }
            return command.run(Arguments.parse(command.word(), command.syntax(), rest), out);
        } catch (CommandException e) {
            err.println("tendril: " + e.getMessage());
            return e.status();
        }
    }
}
