package dev.tendril.transport.mconn.secret;

import java.io.ByteArrayOutputStream;

/** A link whose peer says something fixed and then ends the stream; what is written is kept. */
public final class ScriptedLink implements ByteLink {

    private final byte[] script;
    private final int readMaxBytes;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private int at;

    /** A peer that says {@code script}. */
    public ScriptedLink(byte[] script) {
        this(script, Integer.MAX_VALUE);
    }

    /** A peer whose words arrive in pieces of at most {@code readMaxBytes}. */
    public ScriptedLink(byte[] script, int readMaxBytes) {
        this.script = script.clone();
        this.readMaxBytes = readMaxBytes;
    }

    @Override
    public int read(byte[] buffer, int offset, int lengthBytes) {
        if (at == script.length) {
            return -1;
        }
        int count = Math.min(Math.min(lengthBytes, readMaxBytes), script.length - at);
        System.arraycopy(script, at, buffer, offset, count);
        at += count;
        return count;
    }

    @Override
    public int available() {
        return script.length - at;
    }

    @Override
    public void write(byte[] buffer, int offset, int lengthBytes) {
        written.write(buffer, offset, lengthBytes);
    }

    /** Everything that was written. */
    public byte[] written() {
        return written.toByteArray();
    }

    /** How much of the script was read. */
    public int readBytes() {
        return at;
    }
}
