package dev.tendril.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.channel.DecodeException;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.node.ProtocolVersions;
import dev.tendril.wire.proto.node.OtherInfo;
import dev.tendril.wire.proto.node.ProtocolVersion;
import dev.tendril.wire.proto.node.TenderdashNodeInfo;

import java.util.ArrayList;
import java.util.List;

/** Node infos as bytes, without their length (wire.md 3). */
public final class NodeInfoCodec {

    /** Largest body that any node accepts (wire.md 3.2). */
    public static final int BODY_MAX_BYTES = 10_240;

    private static final int CHANNELS_FIELD = 6;

    private NodeInfoCodec() {}

    /** The bytes of {@code info}; the members that Go never omits are there even when empty. */
    public static byte[] encode(NodeInfo info, NodeInfoDialect dialect) {
        var versions =
                ProtocolVersion.newBuilder()
                        .setP2P(info.versions().p2p())
                        .setBlock(info.versions().block())
                        .setApp(info.versions().app());
        var other =
                OtherInfo.newBuilder().setTxIndex(info.txIndex()).setRpcAddress(info.rpcAddress());
        if (dialect == NodeInfoDialect.TENDERDASH) {
            var builder =
                    TenderdashNodeInfo.newBuilder()
                            .setProtocolVersion(versions)
                            .setNodeId(info.nodeId().hex())
                            .setListenAddr(info.listenAddress())
                            .setNetwork(info.network())
                            .setVersion(info.version())
                            .setMoniker(info.moniker())
                            .setOther(other);
            info.channels().forEach(channel -> builder.addChannels(channel.value()));
            return builder.build().toByteArray();
        }
        return dev.tendril.wire.proto.node.NodeInfo.newBuilder()
                .setProtocolVersion(versions)
                .setNodeId(info.nodeId().hex())
                .setListenAddr(info.listenAddress())
                .setNetwork(info.network())
                .setVersion(info.version())
                .setChannels(oneByteEach(info.channels()))
                .setMoniker(info.moniker())
                .setOther(other)
                .build()
                .toByteArray();
    }

    /**
     * The node info in {@code body}. Tenderdash's channels above 255 are left out: no message can
     * be sent on them here. In the standard dialect, channels written as unpacked numbers are
     * understood too.
     *
     * @throws DecodeException if it is no node info, or breaks a rule of wire.md 3.4
     */
    public static NodeInfo decode(byte[] body, NodeInfoDialect dialect) throws DecodeException {
        try {
            return dialect == NodeInfoDialect.TENDERDASH
                    ? decodeTenderdash(TenderdashNodeInfo.parseFrom(body))
                    : decodeStandard(dev.tendril.wire.proto.node.NodeInfo.parseFrom(body));
        } catch (InvalidProtocolBufferException e) {
            throw new DecodeException("not a node info", e);
        } catch (IllegalArgumentException e) {
            throw new DecodeException(String.valueOf(e.getMessage()), e);
        }
    }

    private static NodeInfo decodeStandard(dev.tendril.wire.proto.node.NodeInfo message)
            throws DecodeException {
        List<ChannelId> channels = new ArrayList<>();
        for (byte channel : message.getChannels()) {
            channels.add(new ChannelId(channel & 0xff));
        }
        UnknownFieldSet unknown = message.getUnknownFields();
        var rest = message;
        if (unknown.hasField(CHANNELS_FIELD)) {
            UnknownFieldSet.Field numbers = unknown.getField(CHANNELS_FIELD);
            addNumbers(numbers.getVarintList(), channels);
            if (numbers.getFixed32List().isEmpty()
                    && numbers.getFixed64List().isEmpty()
                    && numbers.getGroupList().isEmpty()) {
                var others = UnknownFieldSet.newBuilder(unknown).clearField(CHANNELS_FIELD).build();
                rest = message.toBuilder().setUnknownFields(others).build();
            }
        }
        KnownFields.check(rest);
        KnownFields.check(rest.getProtocolVersion());
        KnownFields.check(rest.getOther());
        return new NodeInfo(
                versions(rest.getProtocolVersion()),
                new NodeId(rest.getNodeId()),
                rest.getListenAddr(),
                rest.getNetwork(),
                rest.getVersion(),
                channels,
                rest.getMoniker(),
                rest.getOther().getTxIndex(),
                rest.getOther().getRpcAddress());
    }

    private static NodeInfo decodeTenderdash(TenderdashNodeInfo message) throws DecodeException {
        KnownFields.check(message);
        KnownFields.check(message.getProtocolVersion());
        KnownFields.check(message.getOther());
        List<ChannelId> channels = new ArrayList<>();
        addNumbers(
                message.getChannelsList().stream().map(Integer::toUnsignedLong).toList(), channels);
        return new NodeInfo(
                versions(message.getProtocolVersion()),
                new NodeId(message.getNodeId()),
                message.getListenAddr(),
                message.getNetwork(),
                message.getVersion(),
                channels,
                message.getMoniker(),
                message.getOther().getTxIndex(),
                message.getOther().getRpcAddress());
    }

    private static void addNumbers(List<Long> numbers, List<ChannelId> channels) {
        for (long number : numbers) {
            if (number >= 0 && number <= ChannelId.MAX) {
                channels.add(new ChannelId((int) number));
            }
        }
    }

    private static ProtocolVersions versions(ProtocolVersion message) {
        return new ProtocolVersions(message.getP2P(), message.getBlock(), message.getApp());
    }

    private static ByteString oneByteEach(List<ChannelId> channels) {
        byte[] bytes = new byte[channels.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) channels.get(i).value();
        }
        return ByteString.copyFrom(bytes);
    }
}
