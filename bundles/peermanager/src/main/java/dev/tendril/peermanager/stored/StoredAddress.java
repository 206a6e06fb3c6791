package dev.tendril.peermanager.stored;

import dev.tendril.api.address.NodeAddress;

import java.time.Instant;
import java.util.Optional;

/**
 * What is written down of an address.
 *
 * @param address the address
 * @param origin how it came to us, as a letter
 * @param source who told us
 * @param verified whether it was dialed and found
 * @param failures dials that failed since the last success
 * @param eligibleAt when it may be dialed again
 * @param lastSuccess when it last worked
 * @param lastFailure when it last failed
 */
public record StoredAddress(
        NodeAddress address,
        char origin,
        String source,
        boolean verified,
        int failures,
        Optional<Instant> eligibleAt,
        Optional<Instant> lastSuccess,
        Optional<Instant> lastFailure) {}
