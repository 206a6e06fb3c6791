package dev.tendril.api.peer;

import dev.tendril.api.address.NodeId;

/** Whom a ban keeps away. */
public sealed interface BanTarget {

    /** {@return text as an operator types it} */
    String text();

    /**
     * A node, wherever it comes from.
     *
     * @param nodeId the node
     */
    record Id(NodeId nodeId) implements BanTarget {
        @Override
        public String text() {
            return nodeId.hex();
        }
    }

    /**
     * All addresses of a network.
     *
     * @param cidr {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or a single address with its full
     *     length
     */
    record Network(String cidr) implements BanTarget {
        @Override
        public String text() {
            return cidr;
        }
    }
}
