package dev.tendril.peermanager.policy;

import dev.tendril.support.limit.Limit;

/**
 * How many connections there may be. Persistent and unconditional peers are counted apart.
 *
 * @param inbound connections that peers opened
 * @param outbound connections that we opened, dials included
 * @param connected both together
 * @param upgrades connections beyond the limits while a better peer takes the place of a worse one
 * @param feelers dials beyond the limits that only look whether somebody is there
 * @param handshakes inbound handshakes in progress
 * @param duplicateIp whether two inbound connections may come from one IP address
 */
public record SlotRules(
        Limit inbound,
        Limit outbound,
        Limit connected,
        int upgrades,
        int feelers,
        int handshakes,
        boolean duplicateIp) {}
