package dev.tendril.shell.doctor;

import dev.tendril.shell.view.Fields;
import dev.tendril.shell.view.Listing;

import java.util.List;
import java.util.Locale;

/** {@code p2p:doctor}: findings with what to do about each. */
public final class FindingsView {

    private FindingsView() {}

    /** The findings, or that there are none. */
    public static Listing of(List<Finding> findings) {
        var out = new StringBuilder();
        for (var finding : findings) {
            out.append(word(finding)).append(' ');
            if (!finding.network().isEmpty()) {
                out.append("[").append(finding.network()).append("] ");
            }
            out.append(finding.what()).append("\n        ").append(finding.advice()).append('\n');
        }
        if (findings.isEmpty()) {
            out.append("nothing is wrong: all bundles, components, reactors and transports run\n");
        }
        return new Listing(
                out.toString(),
                findings.stream()
                        .map(
                                f ->
                                        Fields.of(
                                                "weight",
                                                word(f),
                                                "network",
                                                f.network(),
                                                "what",
                                                f.what(),
                                                "advice",
                                                f.advice()))
                        .toList());
    }

    private static String word(Finding finding) {
        return finding.weight().name().toLowerCase(Locale.ROOT);
    }
}
