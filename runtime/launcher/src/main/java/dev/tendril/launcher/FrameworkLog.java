package dev.tendril.launcher;

import org.apache.felix.framework.Logger;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.LoggerFactory;

/** What the framework itself says, in our log. */
final class FrameworkLog extends Logger {

    private final org.slf4j.Logger log = LoggerFactory.getLogger("felix");

    FrameworkLog() {
        setLogLevel(LOG_INFO);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the framework has it
    protected void doLog(Bundle bundle, ServiceReference sr, int level, String msg, Throwable t) {
        var text = bundle == null ? msg : bundle.getSymbolicName() + ": " + msg;
        switch (level) {
            case LOG_ERROR -> log.error(text, t);
            case LOG_WARNING -> log.warn(text, t);
            case LOG_INFO -> log.debug(text, t);
            default -> log.trace(text, t);
        }
    }
}
