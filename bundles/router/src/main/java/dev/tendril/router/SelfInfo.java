package dev.tendril.router;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.identity.NodeIdentity;
import dev.tendril.api.node.NodeInfo;

/** What we tell about ourselves, drawn up anew for each handshake. */
final class SelfInfo {

    private static final String VERSION = "tendril/0.1.0";
    private static final String NOWHERE = "tcp://0.0.0.0:0";

    private final RouterOptions options;
    private final NodeIdentity identity;
    private final Switchboard board;
    private final Transports transports;

    SelfInfo(
            RouterOptions options,
            NodeIdentity identity,
            Switchboard board,
            Transports transports) {
        this.options = options;
        this.identity = identity;
        this.board = board;
        this.transports = transports;
    }

    NodeInfo now() {
        return new NodeInfo(
                options.versions(),
                identity.nodeId(),
                listenAddress(),
                options.chainId(),
                VERSION,
                board.announced(),
                options.moniker(),
                "off",
                "");
    }

    private String listenAddress() {
        if (!options.externalAddress().isEmpty()) {
            return options.externalAddress();
        }
        if (!options.listenAddress().isEmpty() && !options.listenAddress().endsWith(":0")) {
            return options.listenAddress();
        }
        for (var endpoint : transports.endpoints()) {
            if (endpoint instanceof Endpoint.Networked networked) {
                return "tcp://" + networked.hostPort();
            }
        }
        return NOWHERE;
    }
}
