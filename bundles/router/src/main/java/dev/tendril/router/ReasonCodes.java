package dev.tendril.router;

/** The codes of the router's reasons and counters. */
final class ReasonCodes {

    static final String ROUTER_STOPPED = "router-stopped";
    static final String REPLACED = "replaced";
    static final String REACTOR_TOO_SLOW = "reactor-too-slow";
    static final String UNKNOWN_CHANNEL = "unknown-channel";
    static final String MESSAGE_TOO_LARGE = "message-too-large";
    static final String MANAGER_GONE = "peer-manager-gone";
    static final String TRANSPORT_FAILED = "transport-failed";
    static final String TRANSPORT_DEPARTED = "transport-departed";
    static final String PROTOCOL_UNAVAILABLE = "protocol-unavailable";
    static final String RESOLVE_FAILED = "resolve-failed";
    static final String RESOLVE_TIMEOUT = "resolve-timeout";
    static final String DIAL_FAILED = "dial-failed";
    static final String DIAL_TIMEOUT = "dial-timeout";
    static final String CONNECTION_REFUSED = "connection-refused";
    static final String NO_ROUTE = "no-route";
    static final String DECODE_FAILED = "decode-failed";
    static final String CODEC_FAILED = "codec-failed";
    static final String NOT_SERVED = "not-served";
    static final String NOT_UP = "not-up";
    static final String NO_READER = "no-reader";
    static final String INCARNATION_ENDED = "incarnation-ended";
    static final String LINK_ENDED = "link-ended";
    static final String INTERNAL_ERROR = "internal-error";

    private ReasonCodes() {}
}
