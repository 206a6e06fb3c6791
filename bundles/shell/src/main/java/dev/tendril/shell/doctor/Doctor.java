package dev.tendril.shell.doctor;

import dev.tendril.api.deploy.DeployedFile;
import dev.tendril.api.router.RouterSnapshot;
import dev.tendril.shell.doctor.Finding.Weight;
import dev.tendril.shell.view.NetworkState;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes findings of facts. Not for use by several threads; each diagnosis has its own. */
public final class Doctor {

    private static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::weight).thenComparing(Finding::network);

    private final NodeFacts facts;
    private final List<Finding> findings = new ArrayList<>();

    private Doctor(NodeFacts facts) {
        this.facts = facts;
    }

    /** What is to be said about {@code facts}, what matters most first. */
    public static List<Finding> diagnose(NodeFacts facts) {
        var doctor = new Doctor(facts);
        doctor.bundles();
        doctor.components();
        doctor.reactorServices();
        doctor.deployed();
        doctor.sessions();
        doctor.networks();
        doctor.findings.sort(ORDER);
        return List.copyOf(doctor.findings);
    }

    private void bundles() {
        var byName = new TreeMap<String, List<NodeFacts.BundleFact>>();
        for (var bundle : facts.bundles()) {
            byName.computeIfAbsent(bundle.name(), name -> new ArrayList<>()).add(bundle);
            if (!bundle.running()) {
                add(
                        Weight.PROBLEM,
                        "",
                        "bundle " + bundle.name() + " " + bundle.version() + " does not run",
                        "the log of the start says what it misses");
            }
        }
        byName.forEach(
                (name, same) -> {
                    if (same.size() > 1) {
                        var versions =
                                same.stream().map(b -> b.version() + " (#" + b.id() + ")").toList();
                        add(
                                Weight.WARNING,
                                "",
                                "there are several bundles named " + name + ": " + versions,
                                "remove all but one of their files");
                    }
                });
        closures();
    }

    /** Only what stops others is worth a line: nothing else happens at an update. */
    private void closures() {
        for (var bundle : facts.bundles()) {
            if (!bundle.closure().isEmpty()) {
                add(
                        Weight.NOTE,
                        "",
                        "an update of "
                                + bundle.name()
                                + " stops "
                                + String.join(", ", bundle.closure())
                                + " too",
                        "reactors and transports export nothing: then an update stops them alone");
            }
        }
    }

    private void components() {
        for (var wanted : facts.wantedComponents()) {
            if (!wanted.known()) {
                add(
                        Weight.PROBLEM,
                        wanted.network(),
                        "no bundle has a component " + wanted.pid(),
                        "put the bundle that has it into deploy/, or take it out of the network's"
                                + " file");
            }
        }
        for (var component : facts.components()) {
            if (!component.failure().isEmpty()) {
                add(
                        Weight.PROBLEM,
                        component.network(),
                        component.name() + " cannot start: " + component.failure(),
                        "remove the cause; the next change of its configuration or bundle starts"
                                + " it again");
            } else if (!component.missing().isEmpty()) {
                add(
                        Weight.PROBLEM,
                        component.network(),
                        component.name() + " waits for " + String.join(", ", component.missing()),
                        "see the findings about what should provide it");
            }
        }
    }

    private void reactorServices() {
        for (var reactor : facts.reactors()) {
            if (reactor.name().isEmpty()) {
                add(
                        Weight.PROBLEM,
                        "",
                        "a reactor of " + reactor.owner() + " has no name",
                        "its service needs the property tendril.reactor");
            } else if (!reactor.prototype()) {
                add(
                        Weight.PROBLEM,
                        "",
                        "reactor " + reactor.name() + " of " + reactor.owner() + " is not taken",
                        "its service needs the scope prototype: a fresh object for each network");
            }
        }
    }

    private void deployed() {
        if (facts.deployed().isEmpty()) {
            add(
                    Weight.WARNING,
                    "",
                    "nobody watches deploy/",
                    "the bundle deploy does not run; bundles put there are not taken");
            return;
        }
        for (var file : facts.deployed().get()) {
            switch (file.state()) {
                case RUNNING -> {}
                case CHANGING ->
                        add(
                                Weight.NOTE,
                                "",
                                "deploy/" + file.name() + " is looked at again: " + file.reason(),
                                "wait until it is complete; moving a finished file there is safest");
                case NOT_STARTED, LEFT_ALONE -> leftAlone(file);
            }
        }
    }

    private void leftAlone(DeployedFile file) {
        var runs = file.bundle().isEmpty() ? "" : "; what runs from it: " + file.bundle();
        add(
                Weight.PROBLEM,
                "",
                "deploy/" + file.name() + ": " + file.reason() + runs,
                "replace the file by one that is complete and resolves, or remove it");
    }

    private void sessions() {
        if (facts.refusedSessions() > 0) {
            add(
                    Weight.NOTE,
                    "",
                    "shell sessions refused since the start, too many at a time: "
                            + facts.refusedSessions(),
                    "end the ones that are not used; the log says when it was");
        }
    }

    private void networks() {
        if (facts.networks().isEmpty()) {
            add(
                    Weight.PROBLEM,
                    "",
                    "no network runs",
                    "conf/networks/NAME.toml makes one; tendril init writes a first");
        }
        facts.networks().forEach(this::network);
    }

    private void network(NetworkState state) {
        if (state.manager().isEmpty()) {
            add(
                    Weight.PROBLEM,
                    state.name(),
                    "the peer manager does not run",
                    "see what dev.tendril.peermanager waits for");
        }
        if (state.router().isEmpty()) {
            add(
                    Weight.PROBLEM,
                    state.name(),
                    "the router does not run",
                    "see what dev.tendril.router waits for");
            return;
        }
        router(state.name(), state.router().get());
    }

    private void router(String network, RouterSnapshot router) {
        for (var wait : router.waitingFor()) {
            add(
                    Weight.PROBLEM,
                    network,
                    "the router neither dials nor accepts yet, it waits for " + wait,
                    "see the findings about it");
        }
        for (var reactor : router.reactors()) {
            reactor(network, reactor);
        }
        if (router.transports().isEmpty()) {
            add(
                    Weight.PROBLEM,
                    network,
                    "there is no transport: nobody can be dialed or accepted",
                    "name one in the list transports of the network's file");
        }
        var states = new TreeSet<String>();
        for (var transport : router.transports()) {
            states.add(transport.state());
            if (transport.state().equals("departed") || transport.state().equals("waiting")) {
                add(
                        Weight.WARNING,
                        network,
                        "transport " + transport.protocols() + " is " + transport.state(),
                        "p2p:transports shows its connections; the log says why");
            }
        }
        if (!states.isEmpty() && !states.contains("listening")) {
            add(
                    Weight.WARNING,
                    network,
                    "no transport listens: nobody can dial us",
                    "set p2p.laddr, unless that is what you want");
        }
    }

    private void reactor(String network, RouterSnapshot.ReactorState reactor) {
        var why = reactor.reason().isEmpty() ? "" : ": " + reactor.reason();
        var last = reactor.lastFailure().isEmpty() ? "" : ", last: " + reactor.lastFailure();
        switch (reactor.state()) {
            case "running", "starting" -> {}
            case "held" ->
                    add(
                            Weight.PROBLEM,
                            network,
                            "reactor " + reactor.name() + " is held" + why + last,
                            "p2p:reactors retry " + reactor.name() + " starts it again");
            case "missing" ->
                    add(
                            Weight.PROBLEM,
                            network,
                            "reactor " + reactor.name() + " is listed and nobody provides it" + why,
                            "put its bundle into deploy/, or p2p:reactors disable "
                                    + reactor.name());
            default ->
                    add(
                            Weight.NOTE,
                            network,
                            "reactor " + reactor.name() + " is " + reactor.state() + why + last,
                            "p2p:reactors enable " + reactor.name() + " takes it into the network");
        }
    }

    private void add(Weight weight, String network, String what, String advice) {
        findings.add(new Finding(weight, network, what, advice));
    }
}
