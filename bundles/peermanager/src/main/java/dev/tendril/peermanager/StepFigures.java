package dev.tendril.peermanager;

import dev.tendril.peermanager.pool.Figures;

/**
 * How full a peer manager is after a step.
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
 * @param knowsSelf whether the node is among the peers it knows, which is never right
 */
public record StepFigures(
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

    static StepFigures of(Figures figures) {
        return new StepFigures(
                figures.inbound(),
                figures.outbound(),
                figures.upgrades(),
                figures.exempt(),
                figures.handshakes(),
                figures.slotsLive(),
                figures.slotsHeld(),
                figures.dials(),
                figures.connections(),
                figures.peers(),
                figures.hearsay(),
                figures.bans(),
                figures.knowsSelf());
    }
}
