package dev.tendril.api.admission;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.node.NodeInfo;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A veto over connections and peers, published as a service with the property {@code
 * tendril.network}. All filters of a network are asked; one objection is enough. A filter has 5
 * seconds for an answer; one that takes longer or throws counts as an objection, {@code
 * filter-failed}. Called by many threads at once.
 */
@ConsumerType
public interface AdmissionFilter {

    /**
     * {@return whether an inbound connection may begin its handshake}
     *
     * @param remote where the connection comes from
     */
    default Verdict screen(Endpoint remote) {
        return Verdict.ALLOW;
    }

    /**
     * {@return whether a peer that has proved who it is may be connected}
     *
     * @param peer what the peer tells
     * @param remote where it is
     * @param direction who dialed
     */
    default Verdict admit(NodeInfo peer, Endpoint remote, Direction direction) {
        return Verdict.ALLOW;
    }

    /**
     * {@return whether an address may be remembered}
     *
     * @param address the address
     */
    default Verdict learn(NodeAddress address) {
        return Verdict.ALLOW;
    }
}
