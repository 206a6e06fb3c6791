package dev.tendril.shell.view;

import dev.tendril.api.peer.Explanation;

import java.util.List;

/** {@code p2p:why}: the answer about a node or an address. */
public final class WhyView {

    private WhyView() {}

    /** The answer to {@code question}. */
    public static Listing of(String network, String question, Explanation answer) {
        return new Listing(
                text(question, answer),
                List.of(
                        Fields.of(
                                "network",
                                network,
                                "question",
                                question,
                                "known",
                                answer.known(),
                                "state",
                                answer.state(),
                                "next",
                                answer.next(),
                                "advice",
                                answer.advice(),
                                "decisions",
                                answer.decisions().stream()
                                        .map(d -> DecisionsView.json(network, d))
                                        .toList(),
                                "searched",
                                answer.searched())));
    }

    private static String text(String question, Explanation answer) {
        var facts = new Facts();
        if (!answer.known()) {
            facts.add("never heard of", question);
            facts.add("searched", answer.searched());
            facts.add("what to do", answer.advice());
            return facts.text();
        }
        facts.add("about", question);
        facts.add("state", answer.state());
        facts.add("next", answer.next());
        facts.add("what to do", answer.advice());
        return facts.text() + "\n" + Story.of(answer.decisions());
    }
}
