package dev.tendril.peermanager.pool;

import java.util.List;

/** What can happen to a core: its verbs, each with the ways in which it can come. */
enum Act {
    /** The router asks whom to dial. */
    DIAL_NEXT("plain"),
    /** A dial of the node came through. */
    DIALED("ok", "other-network", "other-id", "vetoed"),
    /** A dial of the node failed. */
    DIAL_FAILED("unreachable", "given-up"),
    /** The node knocks. */
    SCREEN("ok", "vetoed"),
    /** Its handshake came through. */
    ACCEPTED("ok", "other-network", "ourselves", "vetoed"),
    /** Its handshake failed. */
    ACCEPT_FAILED("plain"),
    /** Its connection is routed. */
    READY("plain"),
    /** A reactor has seen it do something. */
    ERRORED("merit", "minor", "major", "fatal", "ban"),
    /** The router asks whom to disconnect. */
    EVICT_NEXT("plain"),
    /** Its connection has ended. */
    DISCONNECTED("by-peer", "by-us"),
    /** It tells of another node. */
    LEARNED,
    /** It says where it listens. */
    DECLARED("plain"),
    /** It asks for addresses. */
    ADVERTISE("plain"),
    /** The operator wants it dialed. */
    DIAL("plain"),
    /** The operator ends its connection. */
    DISCONNECT("plain", "with-pause"),
    /** The operator bans it. */
    BAN("plain"),
    /** The operator ends its ban. */
    UNBAN("plain"),
    /** The operator makes it persistent. */
    PERSIST("plain"),
    /** The operator makes it a peer like others. */
    UNPERSIST("plain"),
    /** The transport comes or goes. */
    TRANSPORT("gone", "back"),
    /** Other limits. */
    LIMITS("lower", "usual"),
    /** The process ends, and begins again with what was stored. */
    RESTART("plain"),
    /** Another peer manager takes over the connections. */
    HANDOVER("plain"),
    /** Events of connections and tickets of the node that have ended. */
    LATE("plain"),
    /** Time passes. */
    PASS;

    private final List<String> ways;

    Act(String... ways) {
        this.ways = List.of(ways);
    }

    /** How it can come; empty where a number says it. */
    List<String> ways() {
        return ways;
    }

    /** As traces show it. */
    String text() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** The act that traces call {@code text}. */
    static Act of(String text) {
        return valueOf(text.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }
}
