package dev.tendril.itests.osgi;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;

import org.ops4j.pax.exam.Option;

import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * What every container of these tests has: the distribution's bundles, its log packages, a home.
 */
final class Container {

    private static final int START_LEVEL = 9;

    private Container() {}

    /** All bundles of the distribution, started as the launcher starts them. */
    static Option started(Path home) {
        return options(home, jar -> true);
    }

    /** Libraries are started; our own bundles are only installed. */
    static Option installed(Path home) {
        return options(home, jar -> Distribution.startLevel(jar) == 1);
    }

    /** What tests that run inside the container need beside the distribution. */
    static Option testsInside() {
        var testkit = Path.of(System.getProperty("tendril.testkit"));
        return composite(junitBundles(), bundle(testkit.toUri().toString()));
    }

    private static Option options(Path home, Predicate<Path> isStarted) {
        var bundles =
                Distribution.bundles().stream()
                        .map(
                                jar ->
                                        bundle(jar.toUri().toString())
                                                .startLevel(Distribution.startLevel(jar))
                                                .start(isStarted.test(jar)))
                        .toArray(Option[]::new);
        return composite(
                composite(bundles),
                systemPackages(
                        "org.slf4j;version=1.7.36",
                        "org.slf4j.helpers;version=1.7.36",
                        "org.slf4j;version=2.0.17",
                        "org.slf4j.event;version=2.0.17",
                        "org.slf4j.helpers;version=2.0.17",
                        "org.slf4j.spi;version=2.0.17",
                        "ch.qos.logback.classic",
                        "ch.qos.logback.classic.spi",
                        "ch.qos.logback.core",
                        "ch.qos.logback.core.read"),
                frameworkStartLevel(START_LEVEL),
                frameworkProperty("tendril.home").value(home.toString()),
                frameworkProperty("tendril.deploy.dir").value(home.resolve("deploy").toString()),
                frameworkProperty("tendril.deploy.poll_ms").value("50"),
                frameworkProperty("gosh.home").value(Distribution.conf().toString()),
                frameworkProperty("gosh.args").value("--nointeractive --noshutdown"));
    }
}
