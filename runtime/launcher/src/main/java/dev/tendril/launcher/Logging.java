package dev.tendril.launcher;

import ch.qos.logback.classic.LoggerContext;

import dev.tendril.config.Home;
import dev.tendril.config.NetworkConfig;

import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.util.List;

/** Tells the logger where it logs to and from which level on, before the first line is logged. */
final class Logging {

    private static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");

    private Logging() {}

    /** The file in the home, and the console unless a prompt is on it. */
    static void setUp(
            Installation installation, Home home, List<NetworkConfig> networks, boolean prompt) {
        var file = installation.conf().resolve("logback.xml");
        if (Files.exists(file)) {
            System.setProperty("logback.configurationFile", file.toString());
        }
        System.setProperty("tendril.home", home.root().toString());
        System.setProperty("tendril.log.level", level(networks));
        System.setProperty("tendril.console.level", prompt ? "OFF" : "TRACE");
    }

    /** The lowest level that any network asks for: all of them share one log. */
    private static String level(List<NetworkConfig> networks) {
        return networks.stream()
                .map(NetworkConfig::logLevel)
                .min((a, b) -> Integer.compare(LEVELS.indexOf(a), LEVELS.indexOf(b)))
                .orElse("info");
    }

    /** Writes what is left to write. */
    static void end() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
