package dev.tendril.itests.simulation;

/** Something that happens to a network, with what must hold meanwhile and afterwards. */
@FunctionalInterface
public interface Scenario {

    /**
     * Plays it.
     *
     * @param stage what is given, and where it leaves what came of it
     * @throws Exception when it cannot be played
     * @throws AssertionError when something does not hold
     */
    void play(Stage stage) throws Exception;
}
