package dev.tendril.identity.internal;

import dev.tendril.api.address.PublicKey;
import dev.tendril.api.identity.NodeIdentity;
import dev.tendril.identity.FileNodeKey;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The identity of one network, read from its key file. A missing or unusable file is an error with
 * one line; a key is never made here, since a wrong path would otherwise give the node another
 * name.
 */
@Component(
        service = NodeIdentity.class,
        immediate = true,
        configurationPid = "dev.tendril.identity",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class IdentityComponent implements NodeIdentity {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityComponent.class);

    private final FileNodeKey key;

    /** The configuration {@code dev.tendril.identity}; service properties carry the network. */
    public @interface Config {
        /** {@return absolute path of the key file, property {@code node_key_file}} */
        String node__key__file();
    }

    /**
     * Reads the key.
     *
     * @param config where it is
     * @throws IOException when it cannot be used; said in the log as well
     */
    @Activate
    public IdentityComponent(Config config) throws IOException {
        try {
            key = FileNodeKey.load(Path.of(config.node__key__file()));
        } catch (IOException e) {
            LOG.error("no identity: {}", e.getMessage());
            throw e;
        }
        LOG.info("node id {} from {}", key.nodeId(), key.file());
    }

    @Override
    public PublicKey publicKey() {
        return key.publicKey();
    }

    @Override
    public byte[] sign(byte[] message) {
        return key.sign(message);
    }
}
