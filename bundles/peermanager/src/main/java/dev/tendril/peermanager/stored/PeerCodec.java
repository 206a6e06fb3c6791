package dev.tendril.peermanager.stored;

import dev.tendril.api.address.AddressFormatException;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;

/** Peers as records: the key is the id, the value the rest. */
public final class PeerCodec {

    private static final int ADDRESSES_MAX = 1_024;

    /** Failures that are remembered; long before, a wait has become its longest. */
    private static final int FAILURES_MAX = 1_000_000;

    private PeerCodec() {}

    /** The key of a peer: the 20 bytes of its id. */
    public static byte[] key(NodeId id) {
        return HexFormat.of().parseHex(id.hex());
    }

    /** The value of a peer. */
    public static byte[] write(StoredPeer peer) {
        return Frame.write(
                out -> {
                    out.writeDouble(peer.points());
                    Fields.instant(out, peer.pointsAt());
                    Fields.optional(out, peer.lastConnected());
                    out.writeShort(peer.addresses().size());
                    for (var address : peer.addresses()) {
                        write(out, address);
                    }
                });
    }

    private static void write(DataOutputStream out, StoredAddress address) throws IOException {
        out.writeUTF(address.address().toString());
        out.writeChar(address.origin());
        out.writeUTF(address.source());
        out.writeBoolean(address.verified());
        out.writeInt(address.failures());
        Fields.optional(out, address.eligibleAt());
        Fields.optional(out, address.lastSuccess());
        Fields.optional(out, address.lastFailure());
    }

    /** The peer of a record. */
    public static StoredPeer read(byte[] key, byte[] value) throws DamagedRecordException {
        if (key.length * 2 != NodeId.LENGTH) {
            throw new DamagedRecordException("key of peer is not an id, bytes: " + key.length);
        }
        var id = new NodeId(HexFormat.of().formatHex(key));
        return Frame.read(
                value,
                in -> {
                    var points = in.readDouble();
                    var pointsAt = Fields.instant(in);
                    var lastConnected = Fields.optional(in);
                    var count = in.readUnsignedShort();
                    if (count > ADDRESSES_MAX || !Double.isFinite(points)) {
                        throw new DamagedRecordException(
                                "record of peer is out of bounds, addresses: " + count);
                    }
                    var addresses = new ArrayList<StoredAddress>();
                    for (var i = 0; i < count; i++) {
                        addresses.add(read(in, id));
                    }
                    return new StoredPeer(id, addresses, points, pointsAt, lastConnected);
                });
    }

    private static StoredAddress read(DataInputStream in, NodeId id) throws IOException {
        var address = address(in.readUTF(), id);
        if (!address.nodeId().equals(id)) {
            throw new DamagedRecordException("address is of another peer: " + address);
        }
        var stored =
                new StoredAddress(
                        address,
                        in.readChar(),
                        in.readUTF(),
                        in.readBoolean(),
                        Math.min(in.readInt(), FAILURES_MAX),
                        Fields.optional(in),
                        Fields.optional(in),
                        Fields.optional(in));
        if (stored.failures() < 0) {
            throw new DamagedRecordException("failures are negative: " + stored.failures());
        }
        return stored;
    }

    private static NodeAddress address(String text, NodeId id) throws IOException {
        var plain = PlainAddress.read(text, id);
        if (plain.isPresent()) {
            return plain.get();
        }
        try {
            return NodeAddress.parse(text);
        } catch (AddressFormatException e) {
            throw new DamagedRecordException("address is malformed: " + text, e);
        }
    }
}
