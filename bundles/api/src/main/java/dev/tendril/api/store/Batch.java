package dev.tendril.api.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Changes that a store makes all or not at all, in their order. Immutable; arrays are copied in and
 * out.
 */
public final class Batch {

    private final List<Change> changes;

    private Batch(List<Change> changes) {
        this.changes = changes;
    }

    /** {@return an empty builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the changes, in their order} */
    public List<Change> changes() {
        return changes;
    }

    /** {@return whether it changes nothing} */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** One change of one record. The arrays are only read. */
    @SuppressWarnings("ArrayRecordComponent") // read-only carriers that are never compared
    public sealed interface Change {

        /** {@return the table that is changed} */
        Table table();

        /** {@return the key of the record} */
        byte[] key();

        /**
         * The record gets this value, whether it was there or not.
         *
         * @param table the table
         * @param key the key
         * @param value the entry
         */
        record Put(Table table, byte[] key, byte[] value) implements Change {}

        /**
         * The record is gone, whether it was there or not.
         *
         * @param table the table
         * @param key the key
         */
        record Delete(Table table, byte[] key) implements Change {}
    }

    /** Collects a batch; not for use by several threads. */
    public static final class Builder {

        private final List<Change> changes = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a record or replaces it.
         *
         * @param table the table
         * @param key the key
         * @param value the entry
         * @return this builder
         */
        public Builder put(Table table, byte[] key, byte[] value) {
            changes.add(new Change.Put(table, key.clone(), value.clone()));
            return this;
        }

        /**
         * Removes a record.
         *
         * @param table the table
         * @param key the key
         * @return this builder
         */
        public Builder delete(Table table, byte[] key) {
            changes.add(new Change.Delete(table, key.clone()));
            return this;
        }

        /** {@return the batch of all changes so far} */
        public Batch build() {
            return new Batch(List.copyOf(changes));
        }
    }
}
