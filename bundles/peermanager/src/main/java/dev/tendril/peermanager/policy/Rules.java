package dev.tendril.peermanager.policy;

/**
 * Everything that can be configured, as the core uses it.
 *
 * @param slots how many
 * @param retry back-off
 * @param pace other times
 * @param book what is remembered
 * @param standing what behaviour is worth
 * @param named whom the operator names
 * @param arrivals how often strangers may come
 */
public record Rules(
        SlotRules slots,
        RetryRules retry,
        PaceRules pace,
        BookRules book,
        StandingRules standing,
        Named named,
        ArrivalRules arrivals) {

    /** The same with other names. */
    public Rules withNamed(Named other) {
        return new Rules(slots, retry, pace, book, standing, other, arrivals);
    }
}
