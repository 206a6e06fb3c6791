package dev.tendril.shell.command;

import dev.tendril.api.address.AddressFormatException;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.api.reactor.Settings;
import dev.tendril.shell.view.BansView;
import dev.tendril.shell.view.Listing;
import dev.tendril.shell.view.PeerFinder;
import dev.tendril.shell.view.Refusal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Commands that change something: each says in a sentence what it did. What is to last is written
 * down too, or not done at all. The network is a name, or empty when there is only one.
 */
public final class Levers {

    /** The list of the network's file with the peers that are kept connected. */
    static final String PERSISTENT = "p2p.persistent_peers";

    /** The list of the network's file with the peers nobody is told of. */
    static final String PRIVATE = "p2p.private_peer_ids";

    /** The list of the network's file with the reactors it takes. */
    static final String REACTORS = "reactors";

    private final Node node;

    /** The levers of {@code node}. */
    public Levers(Node node) {
        this.node = node;
    }

    /** {@code p2p:dial}. */
    public String dial(String network, String text) {
        var scope = Scope.of(node, network);
        var name = scope.only();
        var address = address(text);
        done("dial", scope.admin(name).dial(address));
        return "dialing "
                + address
                + "; p2p:why "
                + address.nodeId().brief()
                + " says what came of it\n";
    }

    /** {@code p2p:disconnect}: the peer may be of any network, since an id says which. */
    public String disconnect(String network, String peer, String leaveAlone) {
        var scope = Scope.of(node, network);
        var found = PeerFinder.one(scope.states(), peer);
        var span = duration("--for", leaveAlone);
        done("disconnect", scope.admin(found.network()).disconnect(found.nodeId(), span));
        return "disconnecting "
                + found.nodeId()
                + " in network "
                + found.network()
                + "; it is not dialed for "
                + leaveAlone
                + "\n";
    }

    /** {@code p2p:persist add}. */
    public String persist(String network, String text) {
        var scope = Scope.of(node, network);
        var name = scope.only();
        var address = address(text);
        var admin = scope.admin(name);
        var overrides = scope.overrides(name);
        done("persist", admin.persist(address));
        try {
            write(() -> overrides.include(PERSISTENT, legacy(address)));
        } catch (Refusal notWritten) {
            done("persist", admin.unpersist(address.nodeId()));
            throw notWritten;
        }
        return address.nodeId() + " is kept connected from now on, over restarts\n";
    }

    /** {@code p2p:persist rm}. */
    public String unpersist(String network, String peer) {
        var scope = Scope.of(node, network);
        var name = scope.only();
        var admin = scope.admin(name);
        var id = idOf(scope, name, peer);
        var overrides = scope.overrides(name);
        var entries =
                overrides.effective(PERSISTENT).stream()
                        .filter(entry -> entry.contains(id.hex()))
                        .toList();
        if (entries.isEmpty()
                && admin.persistent().stream().noneMatch(a -> a.nodeId().equals(id))) {
            throw new Refusal(id + " is not kept connected; p2p:persist ls shows who is");
        }
        for (var entry : entries) {
            write(() -> overrides.exclude(PERSISTENT, entry));
        }
        takeBack(
                "persist rm",
                () -> admin.persistent().stream().anyMatch(a -> a.nodeId().equals(id)),
                () -> admin.unpersist(id));
        return id + " is a normal peer from now on, over restarts; its connection stays\n";
    }

    /** The file does it too, at the same time: what is gone needs no taking back. */
    private static void takeBack(
            String what, BooleanSupplier isThere, Supplier<Optional<Reason>> act) {
        if (!isThere.getAsBoolean()) {
            return;
        }
        var refusal = act.get();
        if (isThere.getAsBoolean()) {
            done(what, refusal);
        }
    }

    /** {@code p2p:persist ls}. */
    public Listing persistent(String network) {
        var scope = Scope.of(node, network);
        return scope.each(
                name -> BansView.persistent(scope.state(name), scope.admin(name).persistent()));
    }

    /** {@code p2p:private add}: also of a peer that is not known yet, by its whole id. */
    public String conceal(String network, String peer) {
        var scope = Scope.of(node, network);
        var name = scope.only();
        var admin = scope.admin(name);
        var id = idOf(scope, name, peer);
        var overrides = scope.overrides(name);
        done("private", admin.conceal(id));
        try {
            write(() -> overrides.include(PRIVATE, id.hex()));
        } catch (Refusal notWritten) {
            done("private", admin.reveal(id));
            throw notWritten;
        }
        return id + " is told to nobody from now on, over restarts; who knows it still does\n";
    }

    /** {@code p2p:private rm}. */
    public String reveal(String network, String peer) {
        var scope = Scope.of(node, network);
        var name = scope.only();
        var admin = scope.admin(name);
        var id = idOf(scope, name, peer);
        var overrides = scope.overrides(name);
        var isListed = overrides.effective(PRIVATE).contains(id.hex());
        if (!isListed && !admin.concealed().contains(id)) {
            throw new Refusal(id + " is not private; p2p:private ls shows who is");
        }
        if (isListed) {
            write(() -> overrides.exclude(PRIVATE, id.hex()));
        }
        takeBack("private rm", () -> admin.concealed().contains(id), () -> admin.reveal(id));
        return id + " may be told to others from now on, over restarts\n";
    }

    /** {@code p2p:private ls}. */
    public Listing concealed(String network) {
        var scope = Scope.of(node, network);
        return scope.each(
                name -> BansView.concealed(scope.state(name), scope.admin(name).concealed()));
    }

    /** {@code p2p:ban add}. */
    public String ban(String network, String target, String span, String reason) {
        var scope = Scope.of(node, network);
        var name = scope.only();
        var whom = target(scope, name, target);
        done("ban", scope.admin(name).ban(whom, duration("--for", span), reason));
        return whom.text() + " is kept away for " + span + ", over restarts; its connections end\n";
    }

    /** {@code p2p:ban rm}. */
    public String unban(String network, String target) {
        var scope = Scope.of(node, network);
        var name = scope.only();
        var whom = target(scope, name, target);
        var admin = scope.admin(name);
        if (admin.bans().stream().noneMatch(ban -> ban.target().equals(whom))) {
            throw new Refusal(
                    "no ban on " + whom.text() + " is in force; p2p:ban ls shows which are");
        }
        done("ban rm", admin.unban(whom));
        return whom.text() + " is no longer kept away\n";
    }

    /** {@code p2p:ban ls}. */
    public Listing bans(String network) {
        var scope = Scope.of(node, network);
        return scope.each(name -> BansView.bans(name, scope.admin(name).bans()));
    }

    /** {@code p2p:reactors enable}. */
    public String enable(String network, String reactor) {
        var scope = Scope.of(node, network);
        var name = scope.only();
        write(() -> scope.overrides(name).include(REACTORS, reactor));
        var there =
                scope.state(name).router().stream()
                        .flatMap(r -> r.reactors().stream())
                        .anyMatch(r -> r.name().equals(reactor) && !r.state().equals("missing"));
        return "reactor "
                + reactor
                + " belongs to network "
                + name
                + " from now on, over restarts"
                + (there ? "\n" : "; nobody provides it yet: put its bundle into deploy/\n");
    }

    /** {@code p2p:reactors disable}. */
    public String disable(String network, String reactor) {
        var scope = Scope.of(node, network);
        var name = scope.only();
        var overrides = scope.overrides(name);
        if (!overrides.effective(REACTORS).contains(reactor)
                && !overrides.effective(REACTORS).contains("*")) {
            throw new Refusal(
                    "reactor "
                            + reactor
                            + " is not enabled in network "
                            + name
                            + ", enabled are: "
                            + String.join(", ", overrides.effective(REACTORS)));
        }
        write(() -> overrides.exclude(REACTORS, reactor));
        return "reactor " + reactor + " leaves network " + name + ", over restarts\n";
    }

    /** {@code p2p:reactors retry}. */
    public String retry(String network, String reactor) {
        var scope = Scope.of(node, network);
        var name = scope.only();
        done("retry", scope.router(name).retry(reactor));
        return "reactor " + reactor + " is started again\n";
    }

    private static BanTarget target(Scope scope, String network, String text) {
        if (NodeId.isValid(text)) {
            return new BanTarget.Id(new NodeId(text));
        }
        if (text.indexOf('.') >= 0 || text.indexOf(':') >= 0 || text.indexOf('/') >= 0) {
            return new BanTarget.Network(Cidrs.full(text));
        }
        return new BanTarget.Id(PeerFinder.one(List.of(scope.state(network)), text).nodeId());
    }

    private static NodeId idOf(Scope scope, String network, String text) {
        return NodeId.isValid(text)
                ? new NodeId(text)
                : PeerFinder.one(List.of(scope.state(network)), text).nodeId();
    }

    private static NodeAddress address(String text) {
        try {
            return NodeAddress.parse(text);
        } catch (AddressFormatException e) {
            throw new Refusal(
                    e.getMessage() + "; an address is ID@HOST:PORT, or PROTOCOL://ID@HOST:PORT");
        }
    }

    /** As the configuration has it: without the protocol when it is the usual one. */
    private static String legacy(NodeAddress address) {
        return address.toString().replaceFirst("^mconn://", "");
    }

    private static Duration duration(String option, String text) {
        try {
            return new Settings(Map.of(option, text)).duration(option, Duration.ZERO);
        } catch (IllegalArgumentException e) {
            throw new Refusal(option + " is no duration such as 90s, 10m, 24h: " + text);
        }
    }

    private static void done(String act, Optional<Reason> refused) {
        refused.ifPresent(
                reason -> {
                    throw new Refusal(act + " refused: " + reason);
                });
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new Refusal("cannot be written down, nothing was changed: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    private interface Writing {
        void run() throws IOException;
    }
}
