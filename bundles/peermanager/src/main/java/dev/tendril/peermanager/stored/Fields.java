package dev.tendril.peermanager.stored;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Fields that several records have. */
final class Fields {

    /** Ten thousand years from 1970, either way. */
    private static final long SECONDS_MAX = 10_000L * 366 * 24 * 3_600;

    private Fields() {}

    static void instant(DataOutputStream out, Instant at) throws IOException {
        out.writeLong(at.getEpochSecond());
        out.writeInt(at.getNano());
    }

    static Instant instant(DataInputStream in) throws IOException {
        var seconds = in.readLong();
        var nanos = in.readInt();
        if (Math.abs(seconds) > SECONDS_MAX) { // times are subtracted from one another
            throw new DamagedRecordException("time is out of bounds, seconds: " + seconds);
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    static void optional(DataOutputStream out, Optional<Instant> at) throws IOException {
        out.writeBoolean(at.isPresent());
        if (at.isPresent()) {
            instant(out, at.get());
        }
    }

    static Optional<Instant> optional(DataInputStream in) throws IOException {
        return in.readBoolean() ? Optional.of(instant(in)) : Optional.empty();
    }
}
