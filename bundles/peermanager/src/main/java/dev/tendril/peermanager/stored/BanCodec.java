package dev.tendril.peermanager.stored;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.Ban;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.peermanager.policy.Cidr;

import java.nio.charset.StandardCharsets;

/** Bans as records: the key is the target as text, the value the rest. */
public final class BanCodec {

    private BanCodec() {}

    /** The key of a ban. */
    public static byte[] key(BanTarget target) {
        return target.text().getBytes(StandardCharsets.UTF_8);
    }

    /** The value of a ban. */
    public static byte[] write(Ban ban) {
        return Frame.write(
                out -> {
                    Fields.instant(out, ban.until());
                    out.writeUTF(ban.reason().code());
                    out.writeUTF(ban.reason().detail());
                    out.writeBoolean(ban.byOperator());
                });
    }

    /** The ban of a record. */
    public static Ban read(byte[] key, byte[] value) throws DamagedRecordException {
        var text = new String(key, StandardCharsets.UTF_8);
        BanTarget target;
        if (NodeId.isValid(text)) {
            target = new BanTarget.Id(new NodeId(text));
        } else if (Cidr.parse(text).isPresent()) {
            target = new BanTarget.Network(text);
        } else {
            throw new DamagedRecordException(
                    "key of ban is neither id nor network, bytes: " + key.length);
        }
        return Frame.read(
                value,
                in ->
                        new Ban(
                                target,
                                Fields.instant(in),
                                new Reason(in.readUTF(), in.readUTF()),
                                in.readBoolean()));
    }
}
