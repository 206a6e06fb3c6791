package dev.tendril.peermanager.pool;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.peer.PeerFacts;
import dev.tendril.api.transport.Handshake;
import dev.tendril.peermanager.Who;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nodes of a play: ourselves and others, who run Tendril or CometBFT. What they say of
 * themselves is made once.
 */
final class Cast {

    static final Set<Protocol> TRANSPORTS = Set.of(Protocol.MCONN);

    /** One of them. */
    record Player(Who who, NodeId id, NodeAddress address, Handshake hands, Handshake foreign) {}

    private final NodeInfo self;
    private final Handshake ourOwn;
    private final List<Player> players = new ArrayList<>();
    private final Map<NodeId, Integer> numbers = new HashMap<>();

    Cast(Who self, List<Who> others) {
        this.self = self.info();
        this.ourOwn = self.handshake();
        for (var who : others) {
            numbers.put(who.id(), players.size());
            players.add(
                    new Player(
                            who,
                            who.id(),
                            who.address(),
                            who.handshake(),
                            who.on("another-chain").handshake()));
        }
    }

    int size() {
        return players.size();
    }

    NodeInfo self() {
        return self;
    }

    Player player(int number) {
        return players.get(number);
    }

    NodeId id(int number) {
        return players.get(number).id();
    }

    /** The number of a node; -1 for a stranger. */
    int number(NodeId id) {
        return numbers.getOrDefault(id, -1);
    }

    /** What the router tells of a connection with a node. */
    PeerFacts facts(int number, Direction direction) {
        return facts(number, players.get(number).hands(), direction);
    }

    /** The same when it turns out to be on another chain. */
    PeerFacts foreign(int number, Direction direction) {
        return facts(number, players.get(number).foreign(), direction);
    }

    /** The same when it is the next node that lives there. */
    PeerFacts another(int number, Direction direction) {
        return facts(number, players.get((number + 1) % size()).hands(), direction);
    }

    /** The same when we find ourselves there. */
    PeerFacts ourselves(int number, Direction direction) {
        return facts(number, ourOwn, direction);
    }

    private PeerFacts facts(int number, Handshake hands, Direction direction) {
        return new PeerFacts(self, hands, players.get(number).who().endpoint(), direction);
    }
}
