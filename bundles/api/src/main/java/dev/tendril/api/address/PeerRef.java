package dev.tendril.api.address;

/**
 * One connection of one peer: the id it has proved and the number of the connection. Numbers start
 * at 1, grow, and are never used again within a process, so that a late event about an old
 * connection cannot hurt a new one.
 *
 * @param nodeId who it is
 * @param connection the connection number, at least 1
 */
public record PeerRef(NodeId nodeId, long connection) implements Comparable<PeerRef> {

    /** Checks what the components promise. */
    public PeerRef {
        if (connection < 1) {
            throw new IllegalArgumentException("connection number is not positive: " + connection);
        }
    }

    /** {@return {@code 3f2a91#7}: for logs and tables} */
    public String brief() {
        return nodeId.brief() + "#" + connection;
    }

    @Override
    public int compareTo(PeerRef other) {
        var byNumber = Long.compare(connection, other.connection);
        return byNumber != 0 ? byNumber : nodeId.compareTo(other.nodeId);
    }
}
