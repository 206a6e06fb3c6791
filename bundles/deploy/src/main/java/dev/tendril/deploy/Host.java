package dev.tendril.deploy;

import java.util.List;
import java.util.Map;

/** The framework and the disk, as the logic of this bundle sees them. */
interface Host {

    /** What a look into a file says. */
    sealed interface Inspection {

        /**
         * A complete bundle.
         *
         * @param file its name in the folder
         * @param symbolicName who it is
         * @param version its version
         * @param jar a copy that nobody else writes to
         */
        record Valid(String file, String symbolicName, String version, java.nio.file.Path jar)
                implements Inspection {}

        /** No bundle, or not a whole one. */
        record Invalid(String reason) implements Inspection {}
    }

    /** What became of a bundle that was to be taken. */
    sealed interface Outcome {

        /** It runs. */
        record Runs() implements Outcome {}

        /** It is installed; its own code, or something it waits for, keeps it from starting. */
        record NotStarted(String reason) implements Outcome {}

        /** It is not installed. What ran before still runs. */
        record Refused(String reason) implements Outcome {}

        /** It is not installed, and what ran before does not run any more. */
        record Gone(String reason) implements Outcome {}
    }

    /** Looks into {@code file} of the folder. */
    Inspection inspect(String file);

    /**
     * Installs or updates those of {@code jars} that can be resolved, all of them seen together;
     * the outcome of each by file.
     */
    Map<String, Outcome> take(List<Inspection.Valid> jars);

    /** Uninstalls what runs from {@code file}. */
    void remove(String file);

    /** A number that changes when other bundles come or go, so that a refused one may now fit. */
    long generation();
}
