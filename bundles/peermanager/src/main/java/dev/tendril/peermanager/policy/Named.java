package dev.tendril.peermanager.policy;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The peers that an operator names. Immutable, in order of ids.
 *
 * @param persistent kept connected, at these addresses
 * @param seeds asked when addresses are short
 * @param unconditional exempt from limits
 * @param privateIds never told on
 * @param external what we tell as our own address; empty to tell what we listen on
 */
public record Named(
        NavigableMap<NodeId, List<NodeAddress>> persistent,
        NavigableMap<NodeId, List<NodeAddress>> seeds,
        Set<NodeId> unconditional,
        Set<NodeId> privateIds,
        Optional<NodeAddress> external) {

    /** Nobody. */
    public static final Named NOBODY =
            new Named(new TreeMap<>(), new TreeMap<>(), Set.of(), Set.of(), Optional.empty());

    public Named {
        persistent = Collections.unmodifiableNavigableMap(new TreeMap<>(persistent));
        seeds = Collections.unmodifiableNavigableMap(new TreeMap<>(seeds));
        unconditional = Collections.unmodifiableSet(new TreeSet<>(unconditional));
        privateIds = Collections.unmodifiableSet(new TreeSet<>(privateIds));
    }

    /** {@code addresses} by id, each in the order given. */
    public static NavigableMap<NodeId, List<NodeAddress>> byId(List<NodeAddress> addresses) {
        var byId = new TreeMap<NodeId, List<NodeAddress>>();
        for (var address : addresses) {
            byId.computeIfAbsent(address.nodeId(), id -> new java.util.ArrayList<>()).add(address);
        }
        byId.replaceAll((id, list) -> List.copyOf(list));
        return byId;
    }

    /** The same with other persistent peers. */
    public Named withPersistent(NavigableMap<NodeId, List<NodeAddress>> other) {
        return new Named(other, seeds, unconditional, privateIds, external);
    }

    /** The same with other private ids. */
    public Named withPrivateIds(Set<NodeId> other) {
        return new Named(persistent, seeds, unconditional, other, external);
    }

    /** Whether nobody is told of it. */
    public boolean isPrivate(NodeId nodeId) {
        return privateIds.contains(nodeId);
    }

    /** Whether it is kept connected. */
    public boolean isPersistent(NodeId nodeId) {
        return persistent.containsKey(nodeId);
    }

    /** Whether it is asked for addresses. */
    public boolean isSeed(NodeId nodeId) {
        return seeds.containsKey(nodeId);
    }

    /** Whether its connections are counted apart. */
    public boolean isExempt(NodeId nodeId) {
        return persistent.containsKey(nodeId) || unconditional.contains(nodeId);
    }

    /** Whether its record is never removed. */
    public boolean isPinned(NodeId nodeId) {
        return isExempt(nodeId) || seeds.containsKey(nodeId);
    }
}
