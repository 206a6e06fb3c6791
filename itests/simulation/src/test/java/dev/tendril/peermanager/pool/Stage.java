package dev.tendril.peermanager.pool;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.peer.AcceptTicket;
import dev.tendril.api.peer.Ban;
import dev.tendril.api.peer.DialTicket;
import dev.tendril.api.peer.PeerManager;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.RetryRules;
import dev.tendril.peermanager.stored.BanCodec;
import dev.tendril.peermanager.stored.DamagedRecordException;
import dev.tendril.peermanager.stored.PeerCodec;
import dev.tendril.peermanager.stored.StoredAddress;
import dev.tendril.peermanager.stored.StoredPeer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The one core that is played with, and the router around it, which holds what the core gave. */
final class Stage implements Hands {

    private static final long BEGIN_NANOS = 10 * World.UNIT_NANOS;

    /** Chance without chance after the secret is drawn: its state would be part of every state. */
    private static final class Secret implements RandomGenerator {

        private long next;

        private Secret(long secret) {
            this.next = secret;
        }

        @Override
        public long nextLong() {
            var drawn = next;
            next = 0;
            return drawn;
        }
    }

    private final World world;
    private final Driver driver;
    private final PeerCore core;
    private final Pool pool;
    private final Images images;
    private final Images.Image blank;
    private Moment now;

    /** The world at its beginning: the nodes are known from hearsay, each from another source. */
    Stage(World world, Driver driver, long seed) {
        this.world = world;
        this.driver = driver;
        this.now = world.moment(BEGIN_NANOS);
        this.core =
                new PeerCore(world.players().self().nodeId(), world.usual(), new Secret(seed), now);
        this.pool = core.pool();
        core.protocolsAvailable(Cast.TRANSPORTS);
        core.tick(now);
        core.drain();
        this.images = new Images(core);
        this.blank = images.take(now.nanos());
        core.restore(hearsay(), List.of(), now);
        settle();
    }

    private List<StoredPeer> hearsay() {
        var known = new ArrayList<StoredPeer>();
        for (var who = 0; who < world.players().size(); who++) {
            var player = world.players().player(who);
            var address =
                    new StoredAddress(
                            player.address(),
                            'h',
                            "source-" + who,
                            false,
                            0,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty());
            known.add(
                    new StoredPeer(player.id(), List.of(address), 0, now.wall(), Optional.empty()));
        }
        return known;
    }

    Cast cast() {
        return world.players();
    }

    PeerCore core() {
        return core;
    }

    Moment now() {
        return now;
    }

    Images.Image take() {
        return images.take(now.nanos());
    }

    void put(Images.Image image) {
        var atNanos = now.nanos();
        now = world.moment(image.nowNanos());
        images.put(image, atNanos);
        core.tick(now);
        core.drain();
    }

    /** Does what is due now, and gives what the core left since the last time. */
    Effects settle() {
        core.tick(now);
        return core.drain();
    }

    /** When somebody who waits looks again by himself. */
    long wakeNanos() {
        return Math.min(core.nextDeadlineNanos(now), core.nextOrderNanos());
    }

    /** Whether {@code step} can happen now. */
    boolean fits(Step step) {
        return switch (step.act()) {
            case DIALED -> dials(step.who()).size() > step.nth() && !hasReplaced(step.who());
            case DIAL_FAILED -> dials(step.who()).size() > step.nth();
            case ACCEPTED -> accepts(step.who()).size() > step.nth() && !hasReplaced(step.who());
            case ACCEPT_FAILED -> accepts(step.who()).size() > step.nth();
            case READY -> links(step.who()).size() > step.nth() && !hasReplaced(step.who());
            case ERRORED, DISCONNECTED, LEARNED, DECLARED, ADVERTISE ->
                    links(step.who()).size() > step.nth();
            case EVICT_NEXT -> core.nextOrderNanos() <= now.nanos();
            case LIMITS -> step.is("lower") == pool.rules.slots().equals(world.usual().slots());
            case TRANSPORT -> step.is("gone") != pool.book.protocols().isEmpty();
            case PASS -> step.how() == 1 || isLongWait();
            default -> true;
        };
    }

    /** A router ends a connection that was replaced before it goes on with that node. */
    private boolean hasReplaced(int who) {
        return links(who).size() > current(world.players().id(who));
    }

    private int current(NodeId id) {
        return pool.book.get(id).flatMap(Peer::link).isPresent() ? 1 : 0;
    }

    private boolean isLongWait() {
        var wake = wakeNanos();
        return wake != RetryRules.NEVER && wake > now.nanos() + World.UNIT_NANOS;
    }

    Outcome apply(Step step) {
        return switch (step.act()) {
            case PASS -> {
                var untilNanos =
                        step.how() > 0 ? now.nanos() + step.how() * World.UNIT_NANOS : wakeNanos();
                now = world.moment(untilNanos);
                yield new Outcome.Done();
            }
            case LIMITS -> {
                var rules = pool.rules;
                core.rules(step.is("lower") ? world.lower(rules) : world.upper(rules), now);
                yield new Outcome.Done();
            }
            case RESTART -> {
                restart(List.of());
                yield new Outcome.Done();
            }
            case HANDOVER -> {
                restart(current());
                yield new Outcome.Done();
            }
            default -> driver.apply(core, step, this, now);
        };
    }

    /** Those that were replaced are about to end, and are not handed over. */
    private List<Link> current() {
        var links = new ArrayList<Link>();
        for (var link : pool.links.all()) {
            var peer = pool.book.getOrStranger(link.id());
            if (peer.link().filter(l -> l.connection() == link.connection()).isPresent()) {
                links.add(link);
            }
        }
        return links;
    }

    /** Everything goes but what is stored, and the connections that the router hands over. */
    private void restart(List<Link> links) {
        var peers = new ArrayList<StoredPeer>();
        for (var id : core.ids()) {
            core.toStore(id, now).map(Stage::throughBytes).ifPresent(peers::add);
        }
        var bans = core.bans(now).stream().map(Stage::throughBytes).toList();
        var rules = pool.rules;
        var connection = pool.lastConnection;
        var ticket = pool.lastTicket;
        images.put(blank, -1);
        pool.lastConnection = connection; // numbers are never used again
        pool.lastTicket = ticket;
        core.rules(rules, now);
        core.restore(peers, bans, now);
        Remembered.check(core, peers, now);
        if (!links.isEmpty()) {
            core.adopt(links.stream().map(this::adopted).toList(), now);
        }
    }

    private PeerManager.Adopted adopted(Link link) {
        var number = world.players().number(link.id());
        var facts = world.players().facts(number, link.direction());
        return new PeerManager.Adopted(link.ref(), facts);
    }

    private static StoredPeer throughBytes(StoredPeer peer) {
        try {
            return PeerCodec.read(PeerCodec.key(peer.id()), PeerCodec.write(peer));
        } catch (DamagedRecordException e) {
            throw new AssertionError("I-17: cannot be read again: " + peer, e);
        }
    }

    private static Ban throughBytes(Ban ban) {
        try {
            return BanCodec.read(BanCodec.key(ban.target()), BanCodec.write(ban));
        } catch (DamagedRecordException e) {
            throw new AssertionError("I-17: cannot be read again: " + ban, e);
        }
    }

    @Override
    public List<DialTicket> dials(int who) {
        var id = world.players().id(who);
        var found = new ArrayList<DialTicket>(2);
        for (var dial : pool.dials.values()) {
            if (dial.ticket().address().nodeId().equals(id)) {
                found.add(dial.ticket());
            }
        }
        return found;
    }

    @Override
    public List<AcceptTicket> accepts(int who) {
        var remote = world.players().player(who).who().endpoint();
        var found = new ArrayList<AcceptTicket>(2);
        for (var accept : pool.accepts.values()) {
            if (accept.ticket().remote().equals(remote)) {
                found.add(accept.ticket());
            }
        }
        return found;
    }

    @Override
    public List<PeerRef> links(int who) {
        var id = world.players().id(who);
        var found = new ArrayList<PeerRef>(2);
        for (var link : pool.links.all()) {
            if (link.id().equals(id)) {
                found.add(link.ref());
            }
        }
        return found;
    }
}
