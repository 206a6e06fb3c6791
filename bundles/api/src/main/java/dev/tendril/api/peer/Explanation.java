package dev.tendril.api.peer;

import dev.tendril.api.decision.Decision;

import java.util.List;

/**
 * The answer to "why?" about an id or an address.
 *
 * @param known whether anything was ever heard of it
 * @param state what it is now: one line; for a stranger "never heard of"
 * @param next what happens next, and when: one line
 * @param advice what an operator can do, one line each; may be empty
 * @param decisions the last decisions about it, the newest first
 * @param searched where was looked
 */
public record Explanation(
        boolean known,
        String state,
        String next,
        List<String> advice,
        List<Decision> decisions,
        List<String> searched) {

    /** Checks what the components promise; collections are copied. */
    public Explanation {
        advice = List.copyOf(advice);
        decisions = List.copyOf(decisions);
        searched = List.copyOf(searched);
    }
}
