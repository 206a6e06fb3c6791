package dev.tendril.api.config;

import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;
import java.util.List;

/**
 * What an operator adds to and removes from the lists of a network's file while the node runs. Kept
 * in the network's {@code overrides.toml}, applied at once and at every start. Published as a
 * service with the property {@code tendril.network}. Keys are those of the file with their tables:
 * {@code reactors}, {@code p2p.persistent_peers}. Safe for use by many threads; every call may
 * block for the disk.
 */
@ProviderType
public interface Overrides {

    /**
     * Adds {@code value} to the list {@code key}, whatever the file says.
     *
     * @param key the list, with its tables
     * @param value the entry
     * @throws IOException when the disk does not allow it
     */
    void include(String key, String value) throws IOException;

    /**
     * Removes {@code value} from the list {@code key}, whatever the file says.
     *
     * @param key the list, with its tables
     * @param value the entry
     * @throws IOException when the disk does not allow it
     */
    void exclude(String key, String value) throws IOException;

    /**
     * {@return the list {@code key} as it is in force now}
     *
     * @param key the list, with its tables
     */
    List<String> effective(String key);
}
