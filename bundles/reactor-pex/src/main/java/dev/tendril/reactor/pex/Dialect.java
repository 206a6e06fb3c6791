package dev.tendril.reactor.pex;

import com.google.protobuf.Message;

import dev.tendril.wire.proto.pex.PexRequest;
import dev.tendril.wire.proto.pex.PexUrlRequest;

/** How addresses are written on the wire (wire.md 5.1). */
enum Dialect {
    /** Id, IP address and port: CometBFT and all of Tendermint up to 0.34. */
    V1(PexRequest.getDefaultInstance()),
    /** URLs: Tendermint 0.35 and its descendants; Tenderdash's envelope has the same bytes. */
    URL(PexUrlRequest.getDefaultInstance());

    private final Message request;

    Dialect(Message request) {
        this.request = request;
    }

    /** The message that asks for addresses. */
    Message request() {
        return request;
    }
}
