package dev.tendril.shell.command;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.config.Overrides;
import dev.tendril.api.decision.Decision;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.metrics.Metrics;
import dev.tendril.api.metrics.Sample;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.peer.Ban;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.peer.Explanation;
import dev.tendril.api.peer.PeerAdmin;
import dev.tendril.api.peer.PeerManagerSnapshot;
import dev.tendril.api.router.OpenChannel;
import dev.tendril.api.router.Router;
import dev.tendril.api.router.RouterSnapshot;
import dev.tendril.shell.view.NetworkState;
import dev.tendril.shell.view.Snapshots;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Networks whose services write down what they are asked to do. */
public final class FakeNode implements Node {

    /** What the services of all networks were asked to do, in order. */
    public final List<String> acts = new ArrayList<>();

    private final Map<String, NetworkState> states = new TreeMap<>();
    private final List<NodeAddress> persistent = new ArrayList<>();
    private final List<NodeId> concealed = new ArrayList<>();
    private final List<Ban> bans = new ArrayList<>();
    private final List<String> overridden = new ArrayList<>(List.of("pex"));
    private Optional<Reason> refusal = Optional.empty();
    private boolean diskFull;

    /** A node with these networks. */
    public FakeNode(NetworkState... networks) {
        for (var state : networks) {
            states.put(state.name(), state);
        }
    }

    /** From now on every lever refuses. */
    public void refuse(Reason reason) {
        refusal = Optional.of(reason);
    }

    /** From now on nothing can be written down. */
    public void fillDisk() {
        diskFull = true;
    }

    @Override
    public List<String> networks() {
        return List.copyOf(states.keySet());
    }

    @Override
    public Optional<Router> router(String network) {
        return Optional.ofNullable(states.get(network))
                .flatMap(NetworkState::router)
                .map(FakeRouter::new);
    }

    @Override
    public Optional<PeerAdmin> admin(String network) {
        return Optional.ofNullable(states.get(network))
                .flatMap(NetworkState::manager)
                .map(snapshot -> new FakeAdmin(network, snapshot));
    }

    @Override
    public Optional<Overrides> overrides(String network) {
        return states.containsKey(network) ? Optional.of(new FakeOverrides()) : Optional.empty();
    }

    @Override
    public Optional<Metrics> metrics(String network) {
        return states.containsKey(network) ? Optional.of(new FakeMetrics()) : Optional.empty();
    }

    private static final class FakeMetrics implements Metrics {

        @Override
        public List<Sample> samples() {
            return List.of(
                    new Sample(
                            "cometbft_p2p_peers",
                            Map.of("network", "main"),
                            Sample.Kind.GAUGE,
                            2,
                            "Number of peers."));
        }

        @Override
        public String exposition() {
            return "cometbft_p2p_peers 2\n";
        }
    }

    private Optional<Reason> act(String act) {
        acts.add(act);
        return refusal;
    }

    private final class FakeRouter implements Router {

        private final RouterSnapshot snapshot;

        FakeRouter(RouterSnapshot snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        public String network() {
            return snapshot.network();
        }

        @Override
        public NodeInfo self() {
            return snapshot.self();
        }

        @Override
        public <M> OpenChannel<M> openChannel(ChannelDescriptor<M> descriptor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Reason> retry(String reactor) {
            return act("retry " + reactor);
        }

        @Override
        public RouterSnapshot snapshot() {
            return snapshot;
        }
    }

    private final class FakeOverrides implements Overrides {

        @Override
        public void include(String key, String value) throws IOException {
            change("include " + key + " " + value);
            overridden.add(value);
        }

        @Override
        public void exclude(String key, String value) throws IOException {
            change("exclude " + key + " " + value);
            overridden.remove(value);
        }

        private void change(String act) throws IOException {
            if (diskFull) {
                throw new IOException("No space left on device");
            }
            acts.add(act);
        }

        @Override
        public List<String> effective(String key) {
            return List.copyOf(overridden);
        }
    }

    private final class FakeAdmin implements PeerAdmin {

        private final String network;
        private final PeerManagerSnapshot snapshot;

        FakeAdmin(String network, PeerManagerSnapshot snapshot) {
            this.network = network;
            this.snapshot = snapshot;
        }

        @Override
        public Optional<Reason> dial(NodeAddress address) {
            return act("dial " + network + " " + address);
        }

        @Override
        public Optional<Reason> disconnect(NodeId nodeId, Duration leaveAlone) {
            return act("disconnect " + network + " " + nodeId.brief() + " " + leaveAlone);
        }

        @Override
        public Optional<Reason> persist(NodeAddress address) {
            persistent.add(address);
            return act("persist " + address);
        }

        @Override
        public Optional<Reason> unpersist(NodeId nodeId) {
            persistent.removeIf(address -> address.nodeId().equals(nodeId));
            return act("unpersist " + nodeId.brief());
        }

        @Override
        public List<NodeAddress> persistent() {
            return List.copyOf(persistent);
        }

        @Override
        public Optional<Reason> conceal(NodeId nodeId) {
            concealed.add(nodeId);
            return act("conceal " + nodeId.brief());
        }

        @Override
        public Optional<Reason> reveal(NodeId nodeId) {
            concealed.remove(nodeId);
            return act("reveal " + nodeId.brief());
        }

        @Override
        public List<NodeId> concealed() {
            return List.copyOf(concealed);
        }

        @Override
        public Optional<Reason> ban(BanTarget target, Duration duration, String reason) {
            bans.add(new Ban(target, Instant.EPOCH.plus(duration), Reason.of("operator"), true));
            return act("ban " + target.text() + " " + duration + " " + reason);
        }

        @Override
        public Optional<Reason> unban(BanTarget target) {
            bans.removeIf(ban -> ban.target().equals(target));
            return act("unban " + target.text());
        }

        @Override
        public List<Ban> bans() {
            return List.copyOf(bans);
        }

        @Override
        public List<Decision> decisions(int limit) {
            return List.of(Snapshots.decision());
        }

        @Override
        public Explanation why(NodeId nodeId) {
            return why(nodeId.hex(), nodeId.equals(Snapshots.SENTRY));
        }

        @Override
        public Explanation why(String address) {
            return why(address, false);
        }

        private Explanation why(String about, boolean known) {
            acts.add("why " + network + " " + about);
            return new Explanation(
                    known, "state", "next", List.of(), List.of(), List.of("everywhere"));
        }

        @Override
        public PeerManagerSnapshot snapshot() {
            return snapshot;
        }
    }
}
