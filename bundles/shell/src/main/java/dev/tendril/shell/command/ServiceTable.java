package dev.tendril.shell.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The services of one kind by network, as they come and go. When two are there for a network the
 * first keeps its place. Safe for use by many threads; nothing here waits.
 *
 * @param <S> the kind of service
 */
public final class ServiceTable<S> {

    private final AtomicReference<List<Entry<S>>> entries = new AtomicReference<>(List.of());

    private record Entry<S>(String network, S service) {}

    /** No service at all. */
    public ServiceTable() {}

    /** Adds a service of {@code network}. */
    public void add(String network, S service) {
        entries.updateAndGet(
                old ->
                        Stream.concat(old.stream(), Stream.of(new Entry<>(network, service)))
                                .toList());
    }

    /** Takes that very object away: another may call itself equal. */
    @SuppressWarnings("ReferenceEquality")
    public void remove(S service) {
        entries.updateAndGet(old -> old.stream().filter(e -> e.service() != service).toList());
    }

    /** The service of {@code network}. */
    public Optional<S> of(String network) {
        return entries.get().stream()
                .filter(e -> e.network().equals(network))
                .map(Entry::service)
                .findFirst();
    }

    /** The networks that have one. */
    public Stream<String> networks() {
        return entries.get().stream().map(Entry::network);
    }
}
