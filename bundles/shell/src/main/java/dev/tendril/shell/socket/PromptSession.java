package dev.tendril.shell.socket;

import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.jline.terminal.Size;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.ExternalTerminal;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A prompt for a person: editing, history of the session, completion. Ctrl-D or {@code exit} ends
 * it, and nothing else of the node.
 */
final class PromptSession {

    private static final String PROFILE = "tendril_profile";

    private final CommandProcessor processor;
    private final Map<String, String> properties;

    PromptSession(CommandProcessor processor, Map<String, String> properties) {
        this.processor = processor;
        this.properties = properties;
    }

    /** Reads and runs commands until the client ends. Blocks as long. */
    void run(Request.Shell size, ClientInput in, OutputStream out) throws Exception {
        // JLine finds its terminals through the context loader.
        Thread.currentThread().setContextClassLoader(TerminalBuilder.class.getClassLoader());
        try (var terminal =
                        new ExternalTerminal(
                                "tendril", size.kind(), in, out, StandardCharsets.UTF_8);
                var session =
                        processor.createSession(
                                terminal.input(), terminal.output(), terminal.output())) {
            terminal.setSize(new Size(Math.max(1, size.columns()), Math.max(1, size.rows())));
            session.put(Shell.VAR_TERMINAL, terminal);
            Function exit =
                    (current, arguments) -> {
                        in.end();
                        return null;
                    };
            session.put("exit", exit);
            session.put("quit", exit);
            var shell = new ProfiledShell(processor, properties);
            shell.gosh(session, new String[] {"--login", "--noshutdown", "--nohistory"});
        } finally {
            Thread.currentThread().setContextClassLoader(null);
        }
    }

    /** Gogo's shell, which looks for its profile beside the class it is of. */
    private static final class ProfiledShell extends Shell {

        ProfiledShell(CommandProcessor processor, Map<String, String> properties) {
            super(new Properties(properties), processor, PROFILE);
        }
    }

    /** What Gogo may know of the framework; it may not stop it. */
    private record Properties(Map<String, String> properties) implements Shell.Context {

        @Override
        public String getProperty(String name) {
            return Optional.ofNullable(properties.get(name)).orElse("");
        }

        @Override
        public void exit() {
            throw new UnsupportedOperationException("a session does not stop the node");
        }
    }
}
