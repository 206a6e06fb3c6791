package dev.tendril.router;

import dev.tendril.api.time.Deadline;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * What reactors left behind when they went: channels and mailbox, for a while. At most one entry
 * for each name. Guarded by the host's lock.
 */
final class Departures {

    private final HostParts parts;
    private final TreeMap<String, Departed> departed = new TreeMap<>();

    Departures(HostParts parts) {
        this.parts = parts;
    }

    void add(Binding binding, Deadline until) {
        binding.read(false);
        departed.put(binding.holder(), new Departed(binding, until));
    }

    /**
     * Channels and mailbox for a reactor: those a former one of its name has left, else fresh ones.
     */
    Binding claim(String name, boolean hasLinks, Collection<ChannelSpec> specs)
            throws ClaimRefusedException {
        var former = departed.get(name);
        if (former == null) {
            var limits = specs.stream().map(ChannelSpec::inbox).toList();
            var binding = new Binding(name, hasLinks, parts.mailbox(limits, false), specs);
            refuse(parts.board().claim(binding).stream().toList());
            return binding;
        }
        var binding = new Binding(name, hasLinks, former.binding.mailbox(), specs);
        refuse(parts.board().takeOver(former.binding, binding, parts.drops()).stream().toList());
        departed.remove(name);
        return binding;
    }

    private static void refuse(List<Switchboard.Conflict> conflicts) throws ClaimRefusedException {
        for (var conflict : conflicts) {
            throw new ClaimRefusedException(conflict.text());
        }
    }

    /** Forgets what nobody took over in time; whether there was any. */
    boolean expire(long nowNanos) {
        var late = departed.values().stream().filter(left -> left.until.isPast(nowNanos)).toList();
        late.forEach(this::forget);
        return !late.isEmpty();
    }

    private void forget(Departed left) {
        departed.remove(left.binding.holder());
        parts.board().release(left.binding, parts.drops());
    }

    Deadline next() {
        return departed.values().stream()
                .map(Departed::until)
                .min(Deadline::compareTo)
                .orElse(Deadline.NEVER);
    }

    void clear() {
        List.copyOf(departed.values()).forEach(this::forget);
    }

    private record Departed(Binding binding, Deadline until) {}
}
