package dev.tendril.router;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/**
 * Finds the IP addresses of a host name. Called by many threads at once; the caller bounds the
 * wait.
 */
@FunctionalInterface
public interface Resolver {

    /** The name service of the operating system. */
    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * All addresses of {@code host}, the best first. May block; after an interrupt the answer is
     * not wanted any more.
     *
     * @throws IOException when there are none or the name service fails
     */
    List<InetAddress> resolve(String host) throws InterruptedException, IOException;
}
