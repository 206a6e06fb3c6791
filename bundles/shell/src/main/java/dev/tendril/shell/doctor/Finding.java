package dev.tendril.shell.doctor;

/**
 * Something an operator should know.
 *
 * @param weight how much it matters
 * @param network the network it is about; empty for the whole node
 * @param what what was found, one sentence
 * @param advice what to do, one sentence
 */
public record Finding(Weight weight, String network, String what, String advice) {

    /** How much a finding matters. The order is that in which findings are shown. */
    public enum Weight {
        /** Something does not work. */
        PROBLEM,
        /** Something works worse than it could, or soon will not. */
        WARNING,
        /** Good to know before acting. */
        NOTE
    }
}
