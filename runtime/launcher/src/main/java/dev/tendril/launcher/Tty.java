package dev.tendril.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The terminal of this process, if it has one.
 *
 * @param settings what {@code stty -g} says; empty when there is no terminal
 * @param columns its width
 * @param rows its height
 * @param kind what {@code TERM} says
 */
record Tty(Optional<String> settings, int columns, int rows, String kind) {

    private static final int COLUMNS = 80;
    private static final int ROWS = 24;

    /** Raw as long as it is open; then as it was. */
    interface Raw extends AutoCloseable {
        @Override
        void close();
    }

    /** Asks the terminal; blocks for {@code stty}. */
    static Tty ofProcess() {
        var settings = stty("-g");
        var term = Optional.ofNullable(System.getenv("TERM")).filter(t -> t.matches("[\\w.+-]+"));
        if (settings.isEmpty()) {
            return new Tty(settings, COLUMNS, ROWS, "dumb");
        }
        var size =
                stty("size").filter(s -> s.matches("\\d{1,4} \\d{1,4}")).orElse("0 0").split(" ");
        var rows = Integer.parseInt(size[0]);
        var columns = Integer.parseInt(size[1]);
        return new Tty(
                settings,
                columns == 0 ? COLUMNS : columns,
                rows == 0 ? ROWS : rows,
                term.orElse("dumb"));
    }

    /** Hands every key on as it is typed, Ctrl-C too. */
    Raw raw() {
        if (settings.isEmpty()) {
            return () -> {};
        }
        var hook = ExitHook.add("tty", this::restore);
        stty("raw", "-echo");
        return () -> {
            if (hook.remove()) {
                restore();
            }
        };
    }

    private void restore() {
        settings.ifPresent(Tty::stty);
    }

    private static Optional<String> stty(String... arguments) {
        var command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectInput(ProcessBuilder.Redirect.INHERIT)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(text.strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
