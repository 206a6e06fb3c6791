package dev.tendril.itests.simulation;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.channel.InboxPolicy;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.peerstore.memory.MemoryPeerStore;
import dev.tendril.simulator.SimNetwork;
import dev.tendril.simulator.SimReactor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** What is done to each of {@link LimitNodes} so that it reaches its limit. */
final class LimitActs {

    private static final int STRANGERS = 24;
    private static final int BANS = 10_050;
    private static final int UNWRITTEN = 4_200;
    private static final Duration HOLD = Duration.ofSeconds(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MESSAGES = 200;

    private final SimNetwork network;
    private final RandomGenerator random;

    LimitActs(SimNetwork network) {
        this.network = network;
        this.random = network.random("limits");
    }

    static Map<String, Optional<String>> strangers() {
        var strangers = new TreeMap<String, Optional<String>>();
        for (var i = 0; i < STRANGERS; i++) {
            strangers.put(name(i), Optional.of("150." + i + ".0.1"));
        }
        return strangers;
    }

    private static String name(int number) {
        return "s" + number;
    }

    /** Everything, most of it at the same time. */
    void all() throws Exception {
        for (var node : List.of("gate", "door", "screen")) {
            for (var i = 0; i < 12; i++) {
                saySilent(i, node);
            }
        }
        for (var i = 0; i < 12; i++) {
            saySilent(20, "crowded");
        }
        for (var i = 0; i < 3; i++) {
            stay(i, "full");
        }
        for (var node : List.of("praise", "memo", "sticky")) {
            stay(4, node);
        }
        for (var node : List.of("lanes", "peerful", "nodeful")) {
            stay(5, node);
        }
        lieToBook();
        lieAboutOne();
        searchNames();
        network.runFor(MINUTE);
        fillInboxes();
        bans();
        store();
        stubbornReactor();
    }

    private void script(String name, Act act) {
        network.script(
                name,
                () -> {
                    try {
                        act.run();
                    } catch (IOException refused) {
                        // Some have to be.
                    }
                });
    }

    private void saySilent(int stranger, String node) {
        script(
                "silent-" + node,
                () -> {
                    try (var connection =
                            network.stranger(name(stranger)).dial(network.node(node))) {
                        network.timers().sleep(HOLD);
                    }
                });
    }

    /** Connects, announces what the node talks on, and reads nothing. */
    private void stay(int stranger, String node) {
        script(
                "stay-" + node,
                () -> {
                    try (var connection =
                            network.stranger(name(stranger))
                                    .connect(network.node(node), 0, LimitActs::talksAlso)) {
                        network.timers().sleep(MINUTE.multipliedBy(2));
                    }
                });
    }

    private static NodeInfo talksAlso(NodeInfo info) {
        return info.withChannels(
                List.of(Pex.CHANNEL, new ChannelId(0x60), new ChannelId(Gossip.CHANNEL)));
    }

    /** Each tells of many. */
    private void lieToBook() {
        for (var i = 0; i < STRANGERS; i++) {
            new Liar(network, network.stranger(name(i)), 0, this::lies).haunt(network.node("book"));
        }
    }

    /** All tell of one who nowhere is, each of another place. */
    private void lieAboutOne() {
        for (var i = 0; i < STRANGERS; i++) {
            var dead = List.of(address("e".repeat(40), "171." + i + ".0.1"));
            new Liar(network, network.stranger(name(i)), 1, () -> dead)
                    .haunt(network.node(i == 0 ? "crowded" : "stubborn"));
        }
    }

    private List<NodeAddress> lies() {
        var lies = new ArrayList<NodeAddress>();
        for (var i = 0; i < 40; i++) {
            var id = String.format("%032x%08x", random.nextLong(), random.nextInt());
            lies.add(address(id, "160." + random.nextInt(6) + "." + random.nextInt(256) + ".1"));
        }
        return lies;
    }

    private static NodeAddress address(String id, String host) {
        return NodeAddress.networked(Protocol.MCONN, new NodeId(id), host, 26_656);
    }

    private void searchNames() throws Exception {
        network.call(
                () -> {
                    for (var i = 0; i < 80; i++) {
                        network.node("names")
                                .admin()
                                .dial(address(String.format("%040x", i + 1), "host" + i + ".test"));
                    }
                    return true;
                });
    }

    /** Reactors that do not read get more than they have room for. */
    private void fillInboxes() throws Exception {
        install("hung", new BadReactor(BadReactor.Way.HUNG, 0x61, InboxPolicy.DROP_OLDEST));
        install("lanes", new BadReactor(BadReactor.Way.HUNG, 0x62, InboxPolicy.DROP_NEWEST));
        network.runFor(Duration.ofSeconds(2));
        send(6, "hung", 0x61);
        send(6, "lanes", 0x62);
        network.runFor(MINUTE);
    }

    private void install(String node, BadReactor reactor) throws Exception {
        network.call(
                () -> {
                    network.node(node).install(SimReactor.of("bad", () -> reactor));
                    return true;
                });
    }

    private void send(int stranger, String node, int channel) {
        var id = new ChannelId(channel);
        UnaryOperator<NodeInfo> lie = info -> info.withChannels(List.of(Pex.CHANNEL, id));
        script(
                "send-" + node,
                () -> {
                    try (var connection =
                            network.stranger(name(stranger)).connect(network.node(node), 0, lie)) {
                        network.timers().sleep(Duration.ofSeconds(1));
                        for (var i = 0; i < MESSAGES; i++) {
                            connection.sendMessage(id, new byte[10]);
                        }
                        network.timers().sleep(HOLD);
                    }
                });
    }

    /** More bans than are kept, and more decisions than wait for a store. */
    private void bans() throws Exception {
        var admin = network.call(() -> network.node("bans").admin());
        network.call(
                () -> {
                    for (var i = 0; i < BANS; i++) {
                        admin.ban(ban(i), Duration.ofHours(1), "limits");
                    }
                    network.node("bans").removeStore();
                    for (var i = 0; i < UNWRITTEN; i++) {
                        admin.unban(ban(BANS - 1 - i));
                    }
                    return true;
                });
    }

    private static BanTarget ban(int number) {
        return new BanTarget.Id(new NodeId(String.format("%040x", number + 1)));
    }

    /** Two want to write at a time when writing takes long. */
    private void store() throws Exception {
        network.call(
                () -> {
                    network.node("hung")
                            .addStore(new HungStore(new MemoryPeerStore(), network.timers()));
                    return true;
                });
        for (var i = 0; i < 3; i++) {
            var target = ban(i);
            script(
                    "ban-hung",
                    () -> network.node("hung").admin().ban(target, Duration.ofHours(1), "limits"));
        }
        network.runFor(MINUTE);
    }

    private void stubbornReactor() throws Exception {
        install("stubborn", new BadReactor(BadReactor.Way.STUBBORN, 0x63, InboxPolicy.DROP_NEWEST));
        network.runFor(Duration.ofSeconds(2));
        network.call(
                () -> {
                    network.node("stubborn").uninstall("bad");
                    return true;
                });
    }

    /** Something that may be refused. */
    private interface Act {
        void run() throws IOException, InterruptedException;
    }
}
