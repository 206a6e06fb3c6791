package dev.tendril.peermanager.stored;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Decision;
import dev.tendril.api.decision.Reason;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Decisions as records: the key is the sequence number, so that they stand in their order. */
public final class DecisionCodec {

    private DecisionCodec() {}

    /** The key of the decision number {@code sequence}. */
    public static byte[] key(long sequence) {
        return ByteBuffer.allocate(Long.BYTES).putLong(sequence).array();
    }

    /** The value of a decision. */
    public static byte[] write(Decision decision) {
        return Frame.write(
                out -> {
                    Fields.instant(out, decision.at());
                    out.writeUTF(decision.verb());
                    out.writeUTF(decision.nodeId().map(NodeId::hex).orElse(""));
                    out.writeLong(decision.connection());
                    out.writeUTF(decision.address());
                    out.writeUTF(decision.reason().code());
                    out.writeUTF(decision.reason().detail());
                    out.writeByte(decision.inputs().size());
                    for (var input : decision.inputs().entrySet()) {
                        out.writeUTF(input.getKey());
                        out.writeUTF(input.getValue());
                    }
                });
    }

    /** The decision of a record. */
    public static Decision read(byte[] key, byte[] value) throws DamagedRecordException {
        if (key.length != Long.BYTES) {
            throw new DamagedRecordException(
                    "key of decision is not a number, bytes: " + key.length);
        }
        var sequence = ByteBuffer.wrap(key).getLong();
        return Frame.read(
                value,
                in -> {
                    var at = Fields.instant(in);
                    var verb = in.readUTF();
                    var hex = in.readUTF();
                    var nodeId =
                            hex.isEmpty() ? Optional.<NodeId>empty() : Optional.of(new NodeId(hex));
                    var connection = in.readLong();
                    var address = in.readUTF();
                    var reason = new Reason(in.readUTF(), in.readUTF());
                    var inputs = new LinkedHashMap<String, String>();
                    var count = in.readUnsignedByte();
                    for (var i = 0; i < count; i++) {
                        inputs.put(in.readUTF(), in.readUTF());
                    }
                    return new Decision(
                            sequence, at, verb, nodeId, connection, address, reason, inputs);
                });
    }
}
