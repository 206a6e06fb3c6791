package dev.tendril.itests.osgi;

/** Files of networks. */
final class Networks {

    private static final String BUILT_IN = "\"pex\", \"extension\"";

    private Networks() {}

    /** A network that listens on the memory transport as {@code name}. */
    static String memory(String chainId, String name) {
        return head(chainId, BUILT_IN) + MEMORY.formatted(name);
    }

    /** As {@link #memory}, with the echo reactor. */
    static String memoryWithEcho(String chainId, String name) {
        return head(chainId, BUILT_IN + ", \"echo\"") + MEMORY.formatted(name) + ECHO;
    }

    /** A network that listens on a free TCP port, with the echo reactor. */
    static String mconnWithEcho(String chainId) {
        return head(chainId, BUILT_IN + ", \"echo\"") + MCONN + ECHO;
    }

    /** A network that listens on a free TCP port and keeps its peers in memory. */
    static String mconnForgetful(String chainId) {
        return "peer_store = \"memory\"\n" + head(chainId, BUILT_IN) + MCONN;
    }

    private static String head(String chainId, String reactors) {
        return "chain_id = \"%s\"\nreactors = [%s]\n".formatted(chainId, reactors);
    }

    private static final String MEMORY =
            """
            transports = ["memory"]
            [p2p]
            addr_book_strict = false
            allow_duplicate_ip = true
            [transport.memory]
            address = "%s"
            """;

    private static final String MCONN =
            """
            [p2p]
            laddr = "tcp://127.0.0.1:0"
            addr_book_strict = false
            allow_duplicate_ip = true
            """;

    private static final String ECHO =
            """
            [reactor.echo]
            interval = "100ms"
            """;
}
