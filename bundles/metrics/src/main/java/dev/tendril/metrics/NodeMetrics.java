package dev.tendril.metrics;

import dev.tendril.api.metrics.Metrics;
import dev.tendril.api.metrics.Sample;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The figures of a node, made of snapshots each time they are asked for. Names are those of
 * CometBFT 0.38 where it has the figure ({@code p2p_peers}, {@code p2p_peer_receive_bytes_total},
 * {@code p2p_peer_send_bytes_total}, {@code p2p_peer_pending_send_bytes}, with its labels), those
 * of Tendermint 0.35 and sei where they have it, and ours for the rest. Every figure has the labels
 * {@code chain_id} and {@code network}. What CometBFT counts by type of message is not here: a
 * router does not know types.
 */
public final class NodeMetrics implements Metrics {

    /** The namespace CometBFT has unless its operator says otherwise. */
    public static final String NAMESPACE = "cometbft";

    private final String namespace;
    private final Supplier<List<NetworkFigures>> source;

    /**
     * The figures of the networks of {@code source}.
     *
     * @param namespace what every name begins with
     * @param source takes snapshots; called once for each answer
     */
    public NodeMetrics(String namespace, Supplier<List<NetworkFigures>> source) {
        this.namespace = namespace;
        this.source = source;
    }

    @Override
    public List<Sample> samples() {
        return source.get().stream()
                .flatMap(figures -> of(figures).stream())
                .sorted(Series.ORDER)
                .toList();
    }

    private List<Sample> of(NetworkFigures figures) {
        var common = Map.of("chain_id", figures.chainId(), "network", figures.network());
        var series = new Series(namespace + "_", common);
        figures.router().ifPresent(router -> RouterFigures.add(series, router));
        figures.manager().ifPresent(manager -> ManagerFigures.add(series, manager));
        return series.samples();
    }

    @Override
    public String exposition() {
        return Exposition.text(samples());
    }
}
