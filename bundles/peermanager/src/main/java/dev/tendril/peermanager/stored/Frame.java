package dev.tendril.peermanager.stored;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32C;

/** What is around every record: a version before it, a CRC-32C of both behind it. */
final class Frame {

    static final int VERSION = 1;

    private static final int CHECKSUM_BYTES = Integer.BYTES;

    /** Writes the content of a record. */
    interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    /** Reads the content of a record. */
    interface Reader<T> {
        T readFrom(DataInputStream in) throws IOException;
    }

    private Frame() {}

    static byte[] write(Content content) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            content.writeTo(out);
            out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("an array does not fail", e);
        }
    }

    static <T> T read(byte[] bytes, Reader<T> reader) throws DamagedRecordException {
        var length = bytes.length - CHECKSUM_BYTES;
        if (length < 1) {
            throw new DamagedRecordException("record is too short, bytes: " + bytes.length);
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
                var end =
                        new DataInputStream(
                                new ByteArrayInputStream(bytes, length, CHECKSUM_BYTES))) {
            if (end.readInt() != checksum(bytes, length)) {
                throw new DamagedRecordException(
                        "checksum of record does not match, bytes: " + bytes.length);
            }
            var version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new DamagedRecordException("record is of another version: " + version);
            }
            var content = reader.readFrom(in);
            if (in.read() >= 0) {
                throw new DamagedRecordException(
                        "record is longer than its content, bytes: " + bytes.length);
            }
            return content;
        } catch (DamagedRecordException e) {
            throw e;
        } catch (IOException
                | IllegalArgumentException
                | java.time.DateTimeException
                | ArithmeticException e) {
            throw new DamagedRecordException("record does not hold what it should", e);
        }
    }

    private static int checksum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
