package dev.tendril.api.deploy;

/**
 * A file in the folder for bundles.
 *
 * @param name its name within the folder; {@code *} when the folder as a whole is meant
 * @param state what became of it
 * @param bundle symbolic name and version of what runs from this file, {@code a.b 1.0.0}; empty
 *     when nothing does
 * @param reason one sentence why the file is left alone or its bundle does not run; empty when all
 *     is well
 */
public record DeployedFile(String name, State state, String bundle, String reason) {

    /** What became of a file. */
    public enum State {
        /** What runs is what the file holds. */
        RUNNING,
        /** Its bundle is installed but does not start. */
        NOT_STARTED,
        /** It is being written or was just seen: it is looked at again. */
        CHANGING,
        /** It cannot be taken; what ran before still runs. */
        LEFT_ALONE
    }
}
