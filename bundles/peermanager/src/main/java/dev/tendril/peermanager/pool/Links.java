package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeId;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Live connections by number, by node and by IP address, each time the oldest first; those that
 * were replaced stay until they have ended. Nothing here is searched for, so that thousands of
 * connections cost no more than some.
 */
final class Links {

    private final TreeMap<Long, Link> byNumber = new TreeMap<>();
    private final Map<NodeId, TreeMap<Long, Link>> byNode = new HashMap<>();
    private final Map<InetAddress, TreeMap<Long, Link>> byIp = new HashMap<>();

    /** Adds a connection, or replaces what is known of it. */
    void put(Link link) {
        byNumber.put(link.connection(), link);
        put(byNode, link.id(), link);
        if (link.info().remote() instanceof Endpoint.Networked networked) {
            put(byIp, networked.ip(), link);
        }
    }

    private static <K> void put(Map<K, TreeMap<Long, Link>> index, K key, Link link) {
        index.computeIfAbsent(key, k -> new TreeMap<>()).put(link.connection(), link);
    }

    /** Forgets a connection that has ended. */
    void remove(Link link) {
        byNumber.remove(link.connection());
        remove(byNode, link.id(), link);
        if (link.info().remote() instanceof Endpoint.Networked networked) {
            remove(byIp, networked.ip(), link);
        }
    }

    private static <K> void remove(Map<K, TreeMap<Long, Link>> index, K key, Link link) {
        index.computeIfPresent(
                key,
                (k, links) -> {
                    links.remove(link.connection());
                    return links.isEmpty() ? null : links;
                });
    }

    Optional<Link> get(long connection) {
        return Optional.ofNullable(byNumber.get(connection));
    }

    /** All of them. */
    Collection<Link> all() {
        return Collections.unmodifiableCollection(byNumber.values());
    }

    /** Those of one node: more than one only while one takes the place of another. */
    Collection<Link> of(NodeId id) {
        return of(byNode, id);
    }

    /** Those with one IP address. */
    Collection<Link> of(InetAddress ip) {
        return of(byIp, ip);
    }

    private static <K> Collection<Link> of(Map<K, TreeMap<Long, Link>> index, K key) {
        var links = index.get(key);
        return links == null
                ? Collections.emptyList()
                : Collections.unmodifiableCollection(links.values());
    }

    int size() {
        return byNumber.size();
    }

    boolean isEmpty() {
        return byNumber.isEmpty();
    }
}
