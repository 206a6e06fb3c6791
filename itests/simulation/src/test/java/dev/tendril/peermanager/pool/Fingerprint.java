package dev.tendril.peermanager.pool;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.decision.Reason;
import dev.tendril.peermanager.policy.Moment;
import dev.tendril.peermanager.policy.RetryRules;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A core's state as one number of 64 bits, the same for states that behave alike: times count from
 * now, ages that make no more difference are one, numbers of connections and tickets are places in
 * their order, and what is only there to be shown is left out. Records are looked through, so that
 * a component that is new counts; a new time or number must be named here.
 */
final class Fingerprint {

    /** How a component counts. */
    private enum Kind {
        /** As it is. */
        PLAIN,
        /** A time until which something waits; past is past. */
        DEADLINE,
        /** A time since which something lasts. */
        AGE,
        /** A number of a connection or ticket. */
        NUMBER,
        /** A number that grows and soon makes no more difference. */
        COUNT,
        /** Whether it is there. */
        PRESENCE,
        /** Not at all. */
        NOTHING
    }

    private record Part(Function<Object, Object> get, Kind kind, boolean ticket) {}

    private record Shape(long hash, Part[] parts) {}

    private record Known(Peer peer, long hash) {}

    private static final Map<String, Kind> KINDS = new HashMap<>();

    static {
        put(Kind.DEADLINE, "Idle.restUntilNanos", "KnownAddress.eligibleAtNanos", "Ban.until");
        put(Kind.DEADLINE, "Inactive.untilNanos", "Evicting.handOutAtNanos", "Order.atNanos");
        put(Kind.DEADLINE, "OpenDial.leaseNanos", "OpenAccept.leaseNanos");
        put(Kind.AGE, "Link.sinceNanos", "MeritBudget.emptyAtNanos");
        put(Kind.PLAIN, "Evicting.pauseNanos", "Standing.points", "Slot.kind");
        put(Kind.NUMBER, "PeerRef.connection", "Order.connection", "OpenDial.victim");
        put(Kind.NUMBER, "Dialing.ticket");
        put(Kind.COUNT, "KnownAddress.failures", "Peer.visits");
        put(Kind.PRESENCE, "KnownAddress.lastSuccess");
        put(Kind.NOTHING, "Peer.lastConnected", "KnownAddress.lastFailure");
        put(Kind.NOTHING, "Peer.lastReason", "Slot.number", "Standing.atNanos", "PeerInfo.node");
        put(Kind.NOTHING, "DialTicket.number", "AcceptTicket.number", "KnownAddress.group");
        put(Kind.NOTHING, "KnownAddress.range", "Reason.detail", "Peer.id", "PeerInfo.remote");
    }

    private static void put(Kind kind, String... names) {
        Arrays.stream(names).forEach(name -> KINDS.put(name, kind));
    }

    private final long unitNanos;
    private final long ageMax;
    private final int countMax;
    private final Map<Class<?>, Shape> shapes = new HashMap<>();
    private final Map<NodeId, Known> known = new HashMap<>();
    private long knownAtNanos = -1;
    private long knownNumbers;
    private Moment now = new Moment(0, Instant.EPOCH);
    private final Pool pool;

    Fingerprint(PeerCore core, long unitNanos, long ageMax, int countMax) {
        this.pool = core.pool();
        this.unitNanos = unitNanos;
        this.ageMax = ageMax;
        this.countMax = countMax;
    }

    /** Of everything. */
    long all(Moment at) {
        now = at;
        return mix(peersHash(), restHash());
    }

    /** In no order. Most steps change one peer only, so that those of the last state are kept. */
    private long peersHash() {
        var sum = 0L;
        var same = now.nanos() == knownAtNanos && numbers() == knownNumbers;
        for (var peer : pool.book.all()) {
            var before = same ? known.get(peer.id()) : null;
            sum +=
                    before != null && before.peer == peer
                            ? before.hash
                            : mix(peer.id().hashCode(), ofRecord(peer));
        }
        return sum;
    }

    private long numbers() {
        var sum = 0L;
        for (var link : pool.links.all()) {
            sum += mix(1, link.connection());
        }
        for (var number : pool.dials.keySet()) {
            sum += mix(2, number);
        }
        return sum;
    }

    /** Keeps what is known of the peers as they are, since many states near to this one follow. */
    long begin(Moment at) {
        now = at;
        knownAtNanos = at.nanos();
        knownNumbers = numbers();
        known.clear();
        for (var peer : pool.book.all()) {
            known.put(peer.id(), new Known(peer, mix(peer.id().hashCode(), ofRecord(peer))));
        }
        return all(at);
    }

    private long restHash() {
        var hash = mix(of(pool.bans.all()), pool.book.protocols().size());
        hash = mix(hash, of(pool.links.all()));
        hash = mix(hash, of(pool.dials.values()));
        hash = mix(hash, of(pool.accepts.values()));
        hash = mix(hash, of(pool.orders));
        for (var kind : Slots.Kind.values()) {
            hash = mix(hash, pool.slots.taken(kind));
        }
        hash = mix(hash, pool.rules.slots().hashCode());
        hash = mix(hash, pool.rules.named().persistent().keySet().hashCode());
        return mix(hash, deadline(pool.nextUpgradeNanos));
    }

    private long of(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.isPresent() ? of(optional.get()) + 1 : 7;
            case Collection<?> collection -> {
                var hash = 11L;
                for (var item : collection) {
                    hash = mix(hash, of(item));
                }
                yield hash;
            }
            case Enum<?> constant -> constant.ordinal() + 17L;
            case Record record -> ofRecord(record);
            default -> value.hashCode();
        };
    }

    private long ofRecord(Record record) {
        var shape = shapes.get(record.getClass());
        if (shape == null) {
            shape = shapeOf(record.getClass());
            shapes.put(record.getClass(), shape);
        }
        if (shape.parts.length == 0) {
            return record.hashCode();
        }
        var hash = shape.hash;
        for (var part : shape.parts) {
            hash = mix(hash, of(part, part.get.apply(record)));
        }
        return hash;
    }

    private long of(Part part, Object value) {
        return switch (part.kind) {
            case PLAIN -> of(value);
            case DEADLINE -> value instanceof Instant at ? wall(at) : deadline((long) value);
            case AGE -> value instanceof Map<?, ?> map ? ages(map) : age((long) value);
            case NUMBER ->
                    value instanceof OptionalLong number
                            ? number.isPresent() ? place(number.getAsLong(), part) : -2
                            : place((long) value, part);
            case COUNT -> Math.min(countMax, (int) value);
            case PRESENCE -> ((Optional<?>) value).isPresent() ? 1 : 0;
            case NOTHING -> 0;
        };
    }

    private long deadline(long atNanos) {
        if (atNanos <= now.nanos()) {
            return 0;
        }
        return atNanos == RetryRules.NEVER ? -1 : (atNanos - now.nanos()) / unitNanos;
    }

    private long wall(Instant at) {
        return Math.max(0, Duration.between(now.wall(), at).toNanos() / unitNanos);
    }

    private long age(long sinceNanos) {
        return Math.min(ageMax, (now.nanos() - sinceNanos) / unitNanos);
    }

    /** A bucket that is full again is like one that was never used. */
    private long ages(Map<?, ?> times) {
        var fullNanos =
                pool.rules.standing().meritBurst() * pool.rules.standing().meritIntervalNanos();
        var hash = 13L;
        for (var entry : times.entrySet()) {
            var emptyAtNanos = (long) entry.getValue();
            if (emptyAtNanos > now.nanos() - fullNanos) {
                hash = mix(hash, mix(entry.getKey().hashCode(), age(emptyAtNanos)));
            }
        }
        return hash;
    }

    /** The place among those that are open; all that are closed are alike. */
    private long place(long number, Part part) {
        var open = part.ticket ? pool.dials.keySet() : Numbers.of(pool.links);
        if (!open.contains(number)) {
            return -1;
        }
        var place = 0;
        for (var other : open) {
            place += other < number ? 1 : 0;
        }
        return place;
    }

    /** Records of this room and of its api are looked through; others are values. */
    private static Shape shapeOf(Class<?> type) {
        var room = type.getPackageName();
        var isValue =
                !room.startsWith("dev.tendril.peermanager")
                        && !room.equals("dev.tendril.api.peer")
                        && type != PeerRef.class
                        && type != Reason.class;
        var parts =
                isValue
                        ? new Part[0]
                        : Arrays.stream(type.getRecordComponents())
                                .map(component -> partOf(type, component))
                                .filter(part -> part.kind != Kind.NOTHING)
                                .toArray(Part[]::new);
        return new Shape(type.getSimpleName().hashCode(), parts);
    }

    private static Part partOf(Class<?> type, RecordComponent component) {
        var name = type.getSimpleName() + "." + component.getName();
        var text = component.getGenericType().getTypeName();
        var mustBeNamed = text.equals("long") || text.contains("Long") || text.contains("Instant");
        var kind = KINDS.get(name);
        if (kind == null && mustBeNamed) {
            throw new IllegalStateException(
                    "the explorer must be told whether " + name + " is a time, a number or what");
        }
        return new Part(
                getter(component.getAccessor()),
                kind == null ? Kind.PLAIN : kind,
                name.endsWith(".ticket"));
    }

    /** A call as fast as one that is written down; a method that is looked up each time is not. */
    @SuppressWarnings("unchecked")
    private static Function<Object, Object> getter(Method accessor) {
        try {
            accessor.setAccessible(true);
            var lookup = MethodHandles.lookup();
            var target = lookup.unreflect(accessor);
            var any = MethodType.methodType(Object.class, Object.class);
            return (Function<Object, Object>)
                    LambdaMetafactory.metafactory(
                                    lookup,
                                    "apply",
                                    MethodType.methodType(Function.class),
                                    any,
                                    target,
                                    target.type().wrap())
                            .getTarget()
                            .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("cannot be called: " + accessor, e);
        }
    }

    /** Mixes well, so that a small difference becomes a large one (the finalizer of SplitMix64). */
    private static long mix(long hash, long value) {
        var z = hash * 0x9e3779b97f4a7c15L + value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
