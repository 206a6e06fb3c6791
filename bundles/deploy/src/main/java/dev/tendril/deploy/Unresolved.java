package dev.tendril.deploy;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

import java.util.regex.Pattern;

/** Why the framework cannot resolve a bundle, as a sentence. */
final class Unresolved {

    private static final Pattern PACKAGE =
            Pattern.compile(
                    "osgi\\.wiring\\.package;\\s*\\((?:&\\()?osgi\\.wiring\\.package=([\\w.]+)\\)([^\\]]*)");
    private static final int LENGTH_MAX = 300;

    private Unresolved() {}

    /** Asks by starting it: the framework's exception is the only place where it says why. */
    static String reason(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return "cannot be resolved";
        } catch (BundleException e) {
            return sentence(String.valueOf(e.getMessage()));
        }
    }

    /** The framework's message, shortened to what is missing. */
    static String sentence(String message) {
        var matcher = PACKAGE.matcher(message);
        var last = "";
        while (matcher.find()) {
            last = "needs package " + matcher.group(1) + bounds(matcher.group(2));
        }
        if (!last.isEmpty()) {
            return "cannot be resolved: " + last;
        }
        var cut =
                message.length() > LENGTH_MAX ? message.substring(0, LENGTH_MAX) + "..." : message;
        return "cannot be resolved: " + cut;
    }

    private static String bounds(String filter) {
        var min = Pattern.compile("\\(version>=([\\w.]+)\\)").matcher(filter);
        var max = Pattern.compile("\\(!\\(version>=([\\w.]+)\\)\\)").matcher(filter);
        var from = min.find() ? " from " + min.group(1) : "";
        return from + (max.find() ? " up to but not " + max.group(1) : "");
    }
}
