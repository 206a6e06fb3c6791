package dev.tendril.peermanager.pool;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Decision;
import dev.tendril.api.decision.Reason;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * A decision as the core leaves it: its inputs are turned into text when somebody looks.
 *
 * @param at wall time
 * @param verb what was decided
 * @param nodeId whom it is about
 * @param connection the connection number, 0 when there is none
 * @param address where, a value whose text is wanted
 * @param reason why
 * @param inputs name, value, name, value …: immutable values only
 */
public record Draft(
        Instant at,
        String verb,
        Optional<NodeId> nodeId,
        long connection,
        Object address,
        Reason reason,
        List<Object> inputs) {

    /** The decision number {@code sequence}. */
    public Decision decision(long sequence) {
        var named = new LinkedHashMap<String, String>();
        for (var i = 0; i + 1 < inputs.size(); i += 2) {
            named.put(inputs.get(i).toString(), inputs.get(i + 1).toString());
        }
        return new Decision(
                sequence, at, verb, nodeId, connection, address.toString(), reason, named);
    }
}
