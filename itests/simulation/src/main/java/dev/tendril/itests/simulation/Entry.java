package dev.tendril.itests.simulation;

import java.time.Duration;

/**
 * A scenario with its name.
 *
 * @param name what it is called on a command line
 * @param about one line about it
 * @param nodes how many nodes it has when nobody says otherwise
 * @param nodesMin how many it needs
 * @param minutes how many minutes of virtual time it takes when nobody says otherwise, at most
 * @param scenario what happens
 */
public record Entry(
        String name, String about, int nodes, int nodesMin, long minutes, Scenario scenario) {

    /** {@return its usual time} */
    public Duration span() {
        return Duration.ofMinutes(minutes);
    }

    /**
     * Plays it.
     *
     * @param seed decides everything
     * @return what came of it
     * @throws Exception when it cannot be played
     */
    public Stage play(long seed) throws Exception {
        return play(new Stage(seed, nodes, span()));
    }

    /**
     * Plays it with other numbers.
     *
     * @param stage seed, nodes and time
     * @return the stage, with what came of it
     * @throws Exception when it cannot be played
     */
    public Stage play(Stage stage) throws Exception {
        if (stage.nodes() < nodesMin) {
            throw new IllegalArgumentException(
                    name + " needs at least " + nodesMin + " nodes, given: " + stage.nodes());
        }
        scenario.play(stage);
        return stage;
    }
}
