package dev.tendril.peermanager.stored;

import java.io.IOException;

/** The bytes of a record are not what was written: the record is set aside. */
public final class DamagedRecordException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedRecordException(String message) {
        super(message);
    }

    DamagedRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
