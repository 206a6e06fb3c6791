package dev.tendril.launcher;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerConsumer;
import org.slf4j.LoggerFactory;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * OSGi's log service, led into our log: without it the components runtime writes its errors to the
 * console only. The loggers of both have the same methods.
 */
@SuppressWarnings("deprecation") // the old methods of the service are part of it
final class OsgiLog implements LogService {

    /** The logger of what has no name of its own; WARN and above are of interest. */
    static final String OSGI = "osgi";

    @Override
    public Logger getLogger(String name) {
        // The components runtime names no logger when it speaks of itself.
        var target = LoggerFactory.getLogger(name.equals(Logger.ROOT_LOGGER_NAME) ? OSGI : name);
        return (Logger)
                Proxy.newProxyInstance(
                        Logger.class.getClassLoader(),
                        new Class<?>[] {Logger.class},
                        (proxy, method, arguments) -> call(target, proxy, method, arguments));
    }

    private static @Nullable Object call(
            org.slf4j.Logger target, Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (arguments != null && arguments[0] instanceof LoggerConsumer<?> consumer) {
            consumer.accept((Logger) proxy);
            return null;
        }
        var name = method.getName().equals("audit") ? "info" : method.getName();
        try {
            return org.slf4j.Logger.class
                    .getMethod(name, method.getParameterTypes())
                    .invoke(target, arguments);
        } catch (NoSuchMethodException ofObject) {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return getLogger(type.getName());
    }

    @Override
    public <L extends Logger> L getLogger(String name, Class<L> type) {
        return type.cast(getLogger(name));
    }

    @Override
    public <L extends Logger> L getLogger(Class<?> named, Class<L> type) {
        return type.cast(getLogger(named));
    }

    @Override
    public <L extends Logger> L getLogger(Bundle bundle, String name, Class<L> type) {
        return type.cast(getLogger(name));
    }

    @Override
    public void log(int level, String message) {
        log(level, message, null);
    }

    @Override
    public void log(int level, String message, @Nullable Throwable exception) {
        var log = LoggerFactory.getLogger(OSGI);
        switch (level) {
            case LOG_ERROR -> log.error(message, exception);
            case LOG_WARNING -> log.warn(message, exception);
            case LOG_INFO -> log.info(message, exception);
            default -> log.debug(message, exception);
        }
    }

    @Override
    public void log(@Nullable ServiceReference<?> reference, int level, String message) {
        log(level, message, null);
    }

    @Override
    public void log(
            @Nullable ServiceReference<?> reference,
            int level,
            String message,
            @Nullable Throwable exception) {
        log(level, message, exception);
    }
}
