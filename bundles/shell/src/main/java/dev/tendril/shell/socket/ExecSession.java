package dev.tendril.shell.socket;

import dev.tendril.shell.view.Refusal;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs commands for a program: their output goes back, then whether they failed. */
final class ExecSession {

    /** Where names of commands are looked for: ours first. */
    static final String SCOPE = "p2p:gogo:*";

    private static final Logger LOG = LoggerFactory.getLogger(ExecSession.class);

    private final CommandProcessor processor;

    ExecSession(CommandProcessor processor) {
        this.processor = processor;
    }

    /** Runs {@code commands}; returns when output and status are written. */
    void run(String commands, OutputStream client) throws IOException {
        var out =
                new PrintStream(
                        new BufferedOutputStream(new TextOutput(client)),
                        false,
                        StandardCharsets.UTF_8);
        var status = execute(commands, out);
        out.flush();
        client.write(("\u0000EXIT " + status + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private int execute(String commands, PrintStream out) {
        try (var session = processor.createSession(InputStream.nullInputStream(), out, out)) {
            session.put("SCOPE", SCOPE);
            var result = session.execute(commands);
            if (result != null) {
                out.println(session.format(result, Converter.INSPECT));
            }
            return 0;
        } catch (Exception failure) {
            out.println(sentence(failure));
            return 1;
        }
    }

    /** One line, no stack trace: that is in the log. */
    private static String sentence(Exception failure) {
        if (failure instanceof Refusal) {
            return failure.toString();
        }
        LOG.debug("command failed", failure);
        var message = failure.getMessage();
        var text = message == null ? failure.getClass().getSimpleName() : message;
        return text.lines().findFirst().orElse(text);
    }
}
