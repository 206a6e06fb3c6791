package dev.tendril.reactor.pex;

import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.reactor.Settings;

import java.time.Duration;
import java.util.Optional;

/**
 * What an operator may choose in {@code [reactor.pex]}.
 *
 * @param askInterval how often some peer is asked while addresses are wanted; {@code ask_interval},
 *     default 5 s
 * @param askPeerInterval how long one peer is left alone after it was asked, at least 10 s; {@code
 *     ask_peer_interval}, default 30 s (wire.md 5.2)
 * @param answerInterval how often a peer of CometBFT's family may ask, its first two requests
 *     aside; {@code answer_interval}, default 10 s
 * @param dialect in which dialect every peer is asked; {@code dialect}, {@code auto} (by what the
 *     peer announces), {@code v1} or {@code url}
 */
record PexOptions(
        Duration askInterval,
        Duration askPeerInterval,
        Duration answerInterval,
        Optional<Dialect> dialect) {

    /** CometBFT bans whom it hears from twice within 10 s; a little more allows for jitter. */
    static final Duration ASK_PEER_INTERVAL_MIN = Duration.ofSeconds(11);

    static final PexOptions DEFAULT = of(Settings.NONE);

    static PexOptions of(Settings settings) {
        var askPeer = settings.duration("ask_peer_interval", Duration.ofSeconds(30));
        return new PexOptions(
                settings.duration("ask_interval", Duration.ofSeconds(5)),
                askPeer.compareTo(ASK_PEER_INTERVAL_MIN) < 0 ? ASK_PEER_INTERVAL_MIN : askPeer,
                settings.duration("answer_interval", Duration.ofSeconds(10)),
                dialect(settings.text("dialect").orElse("auto")));
    }

    private static Optional<Dialect> dialect(String text) {
        return switch (text) {
            case "auto" -> Optional.empty();
            case "v1" -> Optional.of(Dialect.V1);
            case "url" -> Optional.of(Dialect.URL);
            default ->
                    throw new IllegalArgumentException(
                            "setting cannot be read, key: dialect, value: "
                                    + text
                                    + ", allowed: auto, v1 or url");
        };
    }

    Dialect dialectFor(PeerInfo peer) {
        return dialect.orElseGet(() -> Family.dialect(peer));
    }
}
