package dev.tendril.simulator;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.admission.AdmissionFilter;
import dev.tendril.api.peer.PeerAdmin;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.peer.Peers;
import dev.tendril.api.router.Router;
import dev.tendril.api.store.PeerStore;
import dev.tendril.peermanager.PeerManagerOptionsBuilder;
import dev.tendril.peerstore.memory.MemoryTables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A node of a simulation, over all its lives: name, key and disk stay. All methods but those that
 * only name it are to be called on simulated threads, see {@link SimNetwork#call}.
 */
public final class SimNode {

    private final World world;
    private final SimNodeSpec spec;
    private final Home home;
    private final Map<String, SimReactor> installed = new TreeMap<>();
    private final MemoryTables disk = new MemoryTables();
    private Optional<RunningNode> running = Optional.empty();
    private int lives;

    SimNode(World world, SimNodeSpec spec) {
        this.world = world;
        this.spec = spec;
        this.home = world.home(spec.name());
    }

    /** {@return its name} */
    public String name() {
        return spec.name();
    }

    /** {@return its id} */
    public NodeId id() {
        return home.id();
    }

    /** {@return where it listens} */
    public NodeAddress address() {
        return home.address();
    }

    /** {@return whether it runs} */
    public boolean isRunning() {
        return running.isPresent();
    }

    /**
     * Starts it with what is on its disk.
     *
     * @throws IOException when it cannot start
     */
    public void start() throws IOException {
        if (isRunning()) {
            throw new IllegalStateException("node runs, name: " + name());
        }
        world.event(name() + " starts");
        world.ways().setDown(name(), false);
        running = Optional.of(new RunningNode(world, spec, disk, ++lives));
    }

    /** Stops it in good order. */
    public void stop() {
        world.event(name() + " stops");
        running().stop();
        running = Optional.empty();
    }

    /** Kills it: nobody hears a goodbye, and only what has reached its disk is left. */
    public void crash() {
        world.event(name() + " crashes");
        running().crash();
        running = Optional.empty();
    }

    /**
     * Offers a reactor to the running node, as if its bundle had been deployed; it runs if the
     * node's router takes its name. It is gone with this life of the node.
     *
     * @param reactor the reactor
     */
    public void install(SimReactor reactor) {
        world.event(name() + " installs " + reactor.name());
        installed.put(reactor.name(), reactor);
        running().install(reactor);
    }

    /**
     * Takes a reactor away from the running node.
     *
     * @param reactor the name of one that was installed
     */
    public void uninstall(String reactor) {
        world.event(name() + " uninstalls " + reactor);
        var gone = installed.remove(reactor);
        if (gone == null) {
            throw new IllegalArgumentException("reactor was not installed, name: " + reactor);
        }
        running().uninstall(gone);
    }

    /** Takes its transport away, as if the bundle were stopped; connections linger. */
    public void removeTransport() {
        world.event(name() + " loses its transport");
        running().removeTransport();
    }

    /**
     * Gives it a transport again.
     *
     * @throws IOException when it cannot listen
     */
    public void addTransport() throws IOException {
        world.event(name() + " gets a transport");
        running().addTransport();
    }

    /** Takes its peer store away; what changes waits in memory. */
    public void removeStore() {
        world.event(name() + " loses its store");
        running().removeStore();
    }

    /**
     * Gives it another peer store, for this life.
     *
     * @param store the store; closed by whoever made it
     */
    public void addStore(PeerStore store) {
        world.event(name() + " gets a store");
        running().addStore(store);
    }

    /** Replaces its peer manager, as an update does; connections stay. */
    public void replacePeerManager() {
        world.event(name() + " gets another peer manager");
        running().replacePeerManager();
    }

    /**
     * Changes the options of its peer manager, for this life of it.
     *
     * @param change changes what it was made with
     */
    public void changeOptions(UnaryOperator<PeerManagerOptionsBuilder> change) {
        world.event(name() + " gets other options");
        running().changeOptions(change);
    }

    /**
     * Gives its peer manager an address book of CometBFT.
     *
     * @param file an {@code addrbook.json}; it is read on a simulated thread
     */
    public void importBook(Path file) {
        world.event(name() + " gets an address book");
        running().peerManager().importBook(file);
    }

    /**
     * A filter comes.
     *
     * @param filter has a say in who is admitted
     */
    public void bindFilter(AdmissionFilter filter) {
        running().peerManager().bindFilter(filter);
    }

    /**
     * A filter goes.
     *
     * @param filter one that was bound
     */
    public void unbindFilter(AdmissionFilter filter) {
        running().peerManager().unbindFilter(filter);
    }

    private RunningNode running() {
        return running.orElseThrow(
                () -> new IllegalStateException("node does not run, name: " + name()));
    }

    /** {@return its router} */
    public Router router() {
        return running().router();
    }

    /** {@return what its transport has counted; nothing while it has none} */
    public Map<String, Long> transportCounters() {
        return running().transportCounters();
    }

    /** {@return to how many peers it is connected; none when it does not run} Quick. */
    public int connections() {
        return running.map(node -> node.peerManager().known().connected()).orElse(0);
    }

    /** {@return its levers and figures} */
    public PeerAdmin admin() {
        return running().peerManager();
    }

    /** {@return what its reactors see of peers} */
    public Peers peers() {
        return running().peerManager();
    }

    /** {@return the names of the nodes it is connected to, in order; none when it does not run} */
    public SortedSet<String> connectedTo() {
        var found = new TreeSet<String>();
        running.ifPresent(
                node ->
                        node.peerManager().connected().stream()
                                .map(PeerInfo::ref)
                                .map(ref -> world.nameOf(ref.nodeId()))
                                .forEach(found::add));
        return found;
    }

    @Override
    public String toString() {
        return name();
    }
}
