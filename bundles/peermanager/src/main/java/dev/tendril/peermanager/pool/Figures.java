package dev.tendril.peermanager.pool;

/**
 * How full everything is at one moment; counting it takes no longer for more known peers.
 *
 * @param inbound slots taken by connections that others opened
 * @param outbound slots taken by dials of ours and what became of them
 * @param upgrades slots taken beyond the limits while a better peer replaces a worse one
 * @param exempt slots taken by peers that are counted apart
 * @param handshakes slots taken by inbound handshakes in progress
 * @param slotsLive slots that were taken and not given back
 * @param slotsHeld slots that a dial, a handshake or a connection holds
 * @param dials dials in progress
 * @param connections live connections
 * @param peers peers that are known
 * @param hearsay addresses that nobody has verified
 * @param bans bans in force
 * @param knowsSelf whether we are among those that are known, which is never right
 */
public record Figures(
        int inbound,
        int outbound,
        int upgrades,
        int exempt,
        int handshakes,
        int slotsLive,
        int slotsHeld,
        int dials,
        int connections,
        int peers,
        int hearsay,
        int bans,
        boolean knowsSelf) {

    static Figures of(Pool pool) {
        var slots = pool.slots;
        var dialing = (int) pool.dials.values().stream().filter(d -> d.slot().isPresent()).count();
        return new Figures(
                slots.taken(Slots.Kind.INBOUND),
                slots.taken(Slots.Kind.OUTBOUND),
                slots.taken(Slots.Kind.UPGRADE),
                slots.taken(Slots.Kind.EXEMPT),
                slots.taken(Slots.Kind.HANDSHAKE),
                slots.live(),
                dialing + pool.accepts.size() + pool.links.size(),
                pool.dials.size(),
                pool.links.size(),
                pool.book.size(),
                pool.book.hearsay().size(),
                pool.bans.size(),
                pool.book.get(pool.self).isPresent());
    }
}
