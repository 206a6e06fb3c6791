package dev.tendril.launcher;

import org.osgi.framework.Constants;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the framework is set up: where it keeps things, what it shares, what bundles may ask it. */
final class FrameworkProperties {

    /** Start level at which everything runs: deployed bundles have the highest. */
    static final int START_LEVEL = 9;

    /** The home of the node, absolute; bundles read it from the framework. */
    static final String HOME = "tendril.home";

    /** The folder that is watched for bundles. */
    static final String DEPLOY_DIR = "tendril.deploy.dir";

    /** How often that folder is looked at, in milliseconds. */
    static final String DEPLOY_POLL = "tendril.deploy.poll_ms";

    /** The properties file with what the command line of this run says. */
    static final String FLAGS = "tendril.flags";

    private static final String DEPLOY_POLL_MILLIS = "200";

    private FrameworkProperties() {}

    /**
     * The logging packages, twice: some bundles ask for 1.7, ours for 2.0. They come from the class
     * path, so that no refresh of bundles ever takes the log away.
     */
    static String systemPackages(String slf4jVersion) {
        return String.join(
                ",",
                "org.slf4j;version=1.7.36",
                "org.slf4j.helpers;version=1.7.36",
                "org.slf4j;version=" + slf4jVersion,
                "org.slf4j.event;version=" + slf4jVersion,
                "org.slf4j.helpers;version=" + slf4jVersion,
                "org.slf4j.spi;version=" + slf4jVersion,
                "org.osgi.service.log;version=1.5.0");
    }

    /** Everything the framework is told. */
    static Map<String, String> of(Path home, Path run, Path flags, Installation installation) {
        var properties = new LinkedHashMap<String, String>();
        properties.put(Constants.FRAMEWORK_STORAGE, run.resolve("framework").toString());
        // bundles/ and deploy/ are the only truth: nothing is remembered from the last run.
        properties.put(
                Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, String.valueOf(START_LEVEL));
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, systemPackages("2.0.20"));
        // A new version is tried beside the running one before it takes its place.
        properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        properties.put(HOME, home.toString());
        properties.put(DEPLOY_DIR, home.resolve("deploy").toString());
        properties.put(DEPLOY_POLL, DEPLOY_POLL_MILLIS);
        properties.put(FLAGS, flags.toString());
        // Gogo's own shell stays closed: sessions come in over the socket.
        properties.put("gosh.home", installation.conf().toString());
        properties.put("gosh.args", "--nointeractive --noshutdown");
        return properties;
    }
}
