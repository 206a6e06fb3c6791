package dev.tendril.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A framework of names: what a file holds and how it fares is said by the test. */
final class FakeHost implements Host {

    final Map<String, Inspection> contents = new TreeMap<>();
    final Map<String, Outcome> outcomes = new TreeMap<>();
    final List<String> acts = new ArrayList<>();
    java.util.Optional<RuntimeException> failure = java.util.Optional.empty();
    long generation;

    void holds(String file, String version) {
        contents.put(file, new Inspection.Valid(file, "x." + file, version, Path.of(file)));
    }

    @Override
    public Inspection inspect(String file) {
        acts.add("inspect " + file);
        failure.ifPresent(
                e -> {
                    throw e;
                });
        return contents.getOrDefault(file, new Inspection.Invalid("is nothing"));
    }

    @Override
    public Map<String, Outcome> take(List<Inspection.Valid> jars) {
        var answer = new LinkedHashMap<String, Outcome>();
        for (var jar : jars) {
            var outcome = outcomes.getOrDefault(jar.file(), new Outcome.Runs());
            answer.put(jar.file(), outcome);
            acts.add("take " + jar.file() + " " + jar.version());
        }
        return answer;
    }

    @Override
    public void remove(String file) {
        acts.add("remove " + file);
    }

    @Override
    public long generation() {
        return generation;
    }
}
