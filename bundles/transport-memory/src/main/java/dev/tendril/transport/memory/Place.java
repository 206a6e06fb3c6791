package dev.tendril.transport.memory;

import dev.tendril.api.address.Endpoint;

/**
 * Where a memory transport listens, or is dialed: a name in the network of names. A local endpoint
 * is its path, a networked one its whole text, so that a simulated node can have an IP address.
 *
 * @param endpoint the endpoint
 * @param name the name
 */
record Place(Endpoint endpoint, String name) {

    private static final int EPHEMERAL_PORT_MIN = 49_152;
    private static final int EPHEMERAL_PORTS = 16_384;

    /** The place of {@code endpoint}; addresses written as URLs have a slash before the path. */
    static Place of(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Local local
                    when local.path().startsWith("/") && local.path().length() > 1 ->
                    of(new Endpoint.Local(local.protocol(), local.path().substring(1)));
            case Endpoint.Local local -> new Place(local, local.path());
            case Endpoint.Networked networked -> new Place(networked, networked.toString());
        };
    }

    /**
     * What is meant when {@code dialed} is dialed from here: any address of this host is our own.
     */
    Place meantBy(Endpoint dialed) {
        return endpoint instanceof Endpoint.Networked here
                        && dialed instanceof Endpoint.Networked there
                        && there.ip().isAnyLocalAddress()
                ? of(new Endpoint.Networked(there.protocol(), here.ip(), there.port()))
                : of(dialed);
    }

    /** Whether a transport here can dial there. */
    boolean reaches(Place other) {
        return endpoint.protocol().equals(other.endpoint.protocol())
                && endpoint.getClass() == other.endpoint.getClass();
    }

    /** Where connection number {@code number} comes from when it is dialed from here. */
    Endpoint outgoing(long number) {
        return switch (endpoint) {
            case Endpoint.Local local -> local;
            case Endpoint.Networked networked ->
                    new Endpoint.Networked(
                            networked.protocol(),
                            networked.ip(),
                            EPHEMERAL_PORT_MIN + (int) (number % EPHEMERAL_PORTS));
        };
    }
}
