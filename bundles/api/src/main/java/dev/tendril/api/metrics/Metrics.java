package dev.tendril.api.metrics;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/**
 * The figures of all networks of a node, drawn from snapshots when asked. A service; safe for use
 * by many threads.
 */
@ProviderType
public interface Metrics {

    /** {@return all figures at this moment, in order of names, then of labels} */
    List<Sample> samples();

    /** {@return the same in the text exposition format of Prometheus} */
    String exposition();
}
