package dev.tendril.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.log.LogService;
import org.slf4j.LoggerFactory;

import java.util.List;

class OsgiLogTest {

    private static final String NAME = "test.osgi.log";

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final OsgiLog service = new OsgiLog();

    @BeforeEach
    void listen() {
        lines.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(lines);
    }

    @AfterEach
    void leave() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(lines);
    }

    private List<String> seen() {
        return lines.list.stream()
                .map(e -> e.getLevel() + " " + e.getLoggerName() + " " + e.getFormattedMessage())
                .toList();
    }

    @Test
    void logger_leadsToOurLoggerOfTheSameName() throws Exception {
        var logger = service.getLogger(NAME);
        logger.error("a {} {}", 1, 2);
        logger.warn("b {} {} {}", 1, 2, 3);
        logger.audit("c");
        logger.info(l -> l.info("d"));
        assertEquals(
                List.of(
                        "ERROR " + NAME + " a 1 2",
                        "WARN " + NAME + " b 1 2 3",
                        "INFO " + NAME + " c",
                        "INFO " + NAME + " d"),
                seen());
        assertTrue(logger.isErrorEnabled());
        assertEquals(NAME, logger.getName());
    }

    @Test
    void logger_withoutANameIsOsgi() {
        assertEquals("osgi", service.getLogger("ROOT").getName());
    }

    @Test
    void logger_keepsTheException() {
        service.getLogger(NAME).error("broken", new IllegalStateException("why"));
        assertEquals("why", lines.list.getFirst().getThrowableProxy().getMessage());
    }

    @Test
    @SuppressWarnings("deprecation") // it is what older bundles call
    void log_hasTheLevelsOfTheOldService() {
        service.log(LogService.LOG_ERROR, "x");
        service.log(LogService.LOG_WARNING, "y", new IllegalStateException());
        assertEquals(List.of("ERROR osgi x", "WARN osgi y"), seen());
    }
}
