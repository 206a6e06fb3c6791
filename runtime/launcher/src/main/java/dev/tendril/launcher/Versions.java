package dev.tendril.launcher;

import java.io.PrintStream;
import java.util.Optional;

/** Which version this is. */
final class Versions {

    /** What CometBFT calls its p2p and block protocol; told in every handshake. */
    private static final String PROTOCOL = "p2p 8, block 11";

    private Versions() {}

    /** The version of Tendril; {@code development} when run from classes. */
    static String tendril() {
        return Optional.ofNullable(Versions.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    static void print(PrintStream out) {
        out.println("tendril  " + tendril());
        out.println("jdk      " + Runtime.version());
        out.println("protocol " + PROTOCOL);
    }
}
