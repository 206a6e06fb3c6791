package dev.tendril.shell.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** What a client wants: the first line it sends. */
sealed interface Request {

    /** Longest first line. */
    int LINE_MAX_BYTES = 64 * 1024;

    /** Commands to run; their output and status go back. */
    record Exec(String commands) implements Request {}

    /** A prompt for a terminal of this size and kind. */
    record Shell(int columns, int rows, String kind) implements Request {}

    /** Something else; the message says what. */
    record Refused(String message) implements Request {}

    /** {@code SHELL 120 40 xterm-256color}. */
    Pattern SHELL_LINE = Pattern.compile("SHELL (\\d{1,4}) (\\d{1,4}) ([\\w.+-]{1,64})");

    /** Reads the first line and not a byte more. Blocks until it is there. */
    static Request read(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return new Refused("the request ends before its first line does");
            }
            if (line.size() == LINE_MAX_BYTES) {
                return new Refused("first line of the request is too long");
            }
            line.write(b);
        }
        return parse(line.toString(StandardCharsets.UTF_8));
    }

    private static Request parse(String line) {
        if (line.startsWith("EXEC ")) {
            try {
                var commands = Base64.getDecoder().decode(line.substring("EXEC ".length()));
                return new Exec(new String(commands, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                return new Refused("commands are not in base64");
            }
        }
        var shell = SHELL_LINE.matcher(line);
        if (shell.matches()) {
            return new Shell(
                    Integer.parseInt(shell.group(1)),
                    Integer.parseInt(shell.group(2)),
                    shell.group(3));
        }
        return new Refused("request is neither EXEC nor SHELL");
    }
}
