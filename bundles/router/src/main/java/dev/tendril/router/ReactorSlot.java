package dev.tendril.router;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.router.RouterSnapshot;
import dev.tendril.api.time.Deadline;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A reactor that is offered, and how it stands. Guarded by the lock of its host, but for what is
 * final.
 */
final class ReactorSlot {

    private final ReactorSource source;

    State state = State.WAITING;
    String reason = "";
    Optional<ReactorRun> run = Optional.empty();
    Optional<Binding> binding = Optional.empty();
    List<ChannelId> channels = List.of();
    long failures;
    int failuresInRow;
    String lastFailure = "";
    Deadline notBefore = new Deadline(0);
    long startedAtNanos;

    /** Waits until channels are freed: the count of frees it has seen. */
    Optional<Long> refusedAtFree = Optional.empty();

    ReactorSlot(ReactorSource source) {
        this.source = source;
    }

    ReactorSource source() {
        return source;
    }

    String name() {
        return source.name();
    }

    /** It is to be tried again at once, whatever happened before. */
    void forgive(long nowNanos) {
        state = State.WAITING;
        reason = "";
        failuresInRow = 0;
        notBefore = new Deadline(nowNanos);
        refusedAtFree = Optional.empty();
    }

    RouterSnapshot.ReactorState snapshot() {
        return new RouterSnapshot.ReactorState(
                name(),
                state.name().toLowerCase(Locale.ROOT),
                state == State.RUNNING ? "" : reason,
                source.owner(),
                channels,
                failures,
                lastFailure);
    }

    /** Where it stands. */
    enum State {
        WAITING,
        STARTING,
        RUNNING,
        HELD,
        ENDED
    }
}
