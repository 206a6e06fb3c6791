package dev.tendril.api.decision;

import dev.tendril.api.address.NodeId;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something a node chose about a peer, with what it knew: the answer to an operator's "why?". Holds
 * only values, never an object of another bundle.
 *
 * @param sequence order within the process, from 1
 * @param at wall time, to show
 * @param verb what was decided: {@code dial}, {@code accept}, {@code refuse}, {@code evict}, {@code
 *     ban}, ...
 * @param nodeId whom it is about; empty where nobody has proved an id yet
 * @param connection the connection number, 0 when there is none
 * @param address the address it is about, empty text when there is none
 * @param reason why
 * @param inputs what the choice was made from, in the order it was looked at; at most {@value
 *     #INPUTS_MAX} entries
 */
public record Decision(
        long sequence,
        Instant at,
        String verb,
        Optional<NodeId> nodeId,
        long connection,
        String address,
        Reason reason,
        Map<String, String> inputs) {

    /** Largest number of inputs that are kept. */
    public static final int INPUTS_MAX = 16;

    /** Checks what the components promise; collections are copied. */
    public Decision {
        if (inputs.size() > INPUTS_MAX) {
            throw new IllegalArgumentException("decision has too many inputs: " + inputs.size());
        }
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }
}
