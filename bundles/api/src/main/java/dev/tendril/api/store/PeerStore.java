package dev.tendril.api.store;

import org.osgi.annotation.versioning.ConsumerType;

import java.io.IOException;
import java.util.Optional;

/**
 * Named tables of records, keyed by bytes and ordered by them unsigned. Published as a service with
 * the property {@code tendril.network}. Tables exist as soon as they are named. What the bytes mean
 * is the caller's. One process uses a store at a time. Safe for use by many threads; every call may
 * block for the disk. The ADR has one {@code peerStore} inside the peer manager; here it is a
 * service, so that stores can be exchanged.
 */
@ConsumerType
public interface PeerStore extends AutoCloseable {

    /**
     * {@return the value of the record {@code key}: a fresh array, or empty when there is none}
     *
     * @param table the table
     * @param key the key of the record
     * @throws IOException when the disk does not allow it
     */
    Optional<byte[]> get(Table table, byte[] key) throws IOException;

    /**
     * Shows all records whose key is not below {@code from}, in order, until {@code visitor} has
     * seen enough. Sees the store as it was at the call; changes meanwhile may or may not be seen.
     *
     * @param table the table
     * @param from the first key of interest; an empty array begins at the start
     * @param visitor sees the records
     * @throws IOException when the disk does not allow it
     */
    void scan(Table table, byte[] from, Visitor visitor) throws IOException;

    /**
     * Makes all changes of {@code batch}, or none when it throws.
     *
     * @param batch the changes
     * @param durability how safe they are on return
     * @throws IOException when the disk does not allow it
     */
    void apply(Batch batch, Durability durability) throws IOException;

    /**
     * Frees the store for another process. Later calls throw {@link IOException}. May be repeated.
     */
    @Override
    void close();

    /** Sees records one by one. */
    @FunctionalInterface
    interface Visitor {

        /**
         * Sees a record, whose arrays it may keep; returns whether it wants the next one.
         *
         * @param key the key
         * @param value the entry
         * @return whether it wants the next one
         */
        boolean visit(byte[] key, byte[] value);
    }
}
