package dev.tendril.config;

/**
 * Where something was written: a file and line, a variable of the environment, the command line.
 *
 * @param source the file, or what else it is
 * @param line from 1; 0 when there are no lines
 */
public record Place(String source, int line) {

    /** A place without lines. */
    static Place of(String source) {
        return new Place(source, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line;
    }
}
