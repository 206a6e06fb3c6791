package dev.tendril.itests.simulation;

import com.google.protobuf.InvalidProtocolBufferException;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.wire.proto.pex.NetAddress;
import dev.tendril.wire.proto.pex.PexAddrs;
import dev.tendril.wire.proto.pex.PexMessage;
import dev.tendril.wire.proto.pex.PexRequest;

import java.util.List;

/** Messages of peer exchange as somebody writes them who keeps to no rule. */
final class Pex {

    static final ChannelId CHANNEL = new ChannelId(0x00);

    private Pex() {}

    static byte[] request() {
        return PexMessage.newBuilder()
                .setRequest(PexRequest.getDefaultInstance())
                .build()
                .toByteArray();
    }

    static byte[] answer(List<NodeAddress> addresses) {
        var list = PexAddrs.newBuilder();
        for (var address : addresses) {
            list.addAddrs(
                    NetAddress.newBuilder()
                            .setId(address.nodeId().hex())
                            .setIp(address.host())
                            .setPort(address.port()));
        }
        return PexMessage.newBuilder().setAddrs(list).build().toByteArray();
    }

    static boolean isRequest(byte[] message) {
        try {
            return PexMessage.parseFrom(message).hasRequest();
        } catch (InvalidProtocolBufferException ours) {
            throw new IllegalStateException("our own node sent what is no message", ours);
        }
    }
}
