package dev.tendril.peermanager.book;

import java.io.IOException;

/** The file is no address book, or not to its end. */
final class BadBookException extends IOException {

    private static final long serialVersionUID = 1L;

    BadBookException(String message) {
        super(message);
    }
}
