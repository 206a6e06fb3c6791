package dev.tendril.router;

import dev.tendril.router.queue.Discipline;
import dev.tendril.router.queue.FifoDiscipline;
import dev.tendril.router.queue.PriorityDiscipline;
import dev.tendril.router.queue.WeightedDiscipline;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Who goes first among the channels of a peer. Within a channel the order is always kept. */
public enum QueueType {
    /** The message that came first. */
    FIFO,
    /**
     * Strict channels, then the one with the highest priority: a busy channel starves those below
     * it.
     */
    PRIORITY,
    /** Strict channels, then by weight with a guaranteed share for each; the default. */
    WEIGHTED;

    /** The type called {@code name}: {@code fifo}, {@code priority} or {@code weighted}. */
    public static QueueType parse(String name) {
        for (var type : values()) {
            if (type.configName().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                "queue type is unknown: "
                        + name
                        + ", allowed: "
                        + Arrays.stream(values())
                                .map(QueueType::configName)
                                .collect(Collectors.joining(", ")));
    }

    /** The word in configuration files. */
    public String configName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A fresh one for one queue. */
    Discipline discipline() {
        return switch (this) {
            case FIFO -> new FifoDiscipline();
            case PRIORITY -> new PriorityDiscipline();
            case WEIGHTED -> new WeightedDiscipline();
        };
    }
}
