package dev.tendril.itests.benchmarks;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.peermanager.stored.StoredAddress;
import dev.tendril.peermanager.stored.StoredPeer;

import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** What a node that has run for a while may remember of peers: three addresses and a past each. */
final class Histories {

    private static final int ADDRESSES = 3;
    private static final int PORT = 26_656;

    private final RandomGenerator random;
    private final Instant now;

    Histories(RandomGenerator random, Instant now) {
        this.random = random;
        this.now = now;
    }

    StoredPeer of(NodeId id) {
        var addresses = IntStream.range(0, ADDRESSES).mapToObj(i -> stored(address(id))).toList();
        return new StoredPeer(id, addresses, random.nextInt(20), ago(1_000), Optional.of(ago(500)));
    }

    /** Somewhere on the internet. */
    NodeAddress address(NodeId id) {
        var ip =
                "%d.%d.%d.%d"
                        .formatted(
                                random.nextInt(20, 100),
                                random.nextInt(256),
                                random.nextInt(256),
                                random.nextInt(1, 255));
        return NodeAddress.networked(Protocol.MCONN, id, ip, PORT);
    }

    private StoredAddress stored(NodeAddress address) {
        var failures = random.nextInt(4);
        return new StoredAddress(
                address,
                'h',
                "0123456789abcdef0123456789abcdef01234567",
                random.nextBoolean(),
                failures,
                failures == 0 ? Optional.empty() : Optional.of(ago(-60)),
                Optional.of(ago(100_000)),
                Optional.of(ago(50_000)));
    }

    private Instant ago(int seconds) {
        return now.minusSeconds(seconds).plusNanos(random.nextInt(1_000_000_000));
    }
}
