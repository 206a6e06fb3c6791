package dev.tendril.identity;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A node key file cannot be used. The message is one line for an operator: what is wrong, which
 * file, and what to do where that is known. It never holds a part of the key.
 */
public final class NodeKeyException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception for the file {@code file}, of which {@code problem} holds.
     *
     * @param problem what is wrong
     * @param file the key file
     */
    public NodeKeyException(String problem, Path file) {
        super(problem + ", file: " + file);
    }
}
