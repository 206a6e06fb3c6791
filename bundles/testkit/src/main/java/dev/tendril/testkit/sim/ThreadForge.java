package dev.tendril.testkit.sim;

import java.lang.reflect.Constructor;
import java.util.concurrent.Executor;

/** Makes virtual threads that run when a given executor says so. */
final class ThreadForge {

    private static final String BUILDER = "java.lang.ThreadBuilders$VirtualThreadBuilder";

    private final Constructor<?> constructor;
    private final Executor executor;

    ThreadForge(Executor executor) {
        this.executor = executor;
        try {
            constructor = Class.forName(BUILDER).getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "this JVM gives no scheduler to virtual threads, needed option: --add-opens"
                            + " java.base/java.lang=ALL-UNNAMED",
                    e);
        }
    }

    Thread unstarted(String name, Runnable task) {
        try {
            var builder = (Thread.Builder.OfVirtual) constructor.newInstance(executor);
            return builder.name(name).inheritInheritableThreadLocals(false).unstarted(task);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("virtual thread cannot be built", e);
        }
    }
}
