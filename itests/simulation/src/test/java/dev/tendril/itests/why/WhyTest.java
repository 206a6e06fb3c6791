package dev.tendril.itests.why;

import static dev.tendril.itests.why.WhyWorld.node;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.admission.AdmissionFilter;
import dev.tendril.api.admission.Verdict;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.Behaviour.Severity;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.peer.BanTarget;
import dev.tendril.peermanager.NodePeerManager;
import dev.tendril.simulator.SimNodeSpec;
import dev.tendril.support.limit.Limit;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What {@code p2p:why} answers in situations that operators ask about, word for word. */
class WhyTest {

    private static final String OURS = "20.10.0.1";
    private static final String FRIENDS = "20.11.0.1";

    private static SimNodeSpec us() {
        return node("us", OURS);
    }

    private static SimNodeSpec friend() {
        return node("friend", FRIENDS);
    }

    /** A persistent peer that is down is dialed for ever. */
    @Test
    void persistentPeer_thatIsDown() throws Exception {
        try (var world = new WhyWorld(us().withPersistent("friend"), friend())) {
            world.start("us");
            world.runFor(Duration.ofMinutes(20));
            world.assertWhy("persistent-down", "friend");
        }
    }

    /** A persistent peer gets in when all places are taken. */
    @Test
    void persistentPeer_whileAllPlacesAreTaken() throws Exception {
        var full =
                us().withPersistent("friend")
                        .withPeerManager(
                                options ->
                                        options.retryJitter(0)
                                                .maxInbound(Limit.of(1))
                                                .maxOutbound(Limit.of(0)));
        var other = node("other", "20.12.0.1").withPersistent("us");
        try (var world = new WhyWorld(full, friend().withPersistent("us"), other)) {
            world.start("us", "other");
            world.awaitConnected("other", true);
            world.start("friend");
            world.awaitConnected("friend", true);
            world.runFor(Duration.ofMinutes(1));
            world.assertWhy("persistent-when-full", "friend");
        }
    }

    /** A peer that an operator has added to a running node. */
    @Test
    void peer_addedAtRunTime() throws Exception {
        try (var world = new WhyWorld(us(), friend())) {
            world.start("us", "friend");
            world.admin(admin -> admin.persist(world.address("friend")));
            world.awaitConnected("friend", true);
            world.runFor(Duration.ofSeconds(90));
            world.assertWhy("added", "friend");
        }
    }

    /** A peer that an operator has sent away for an hour. */
    @Test
    void peer_disconnectedByTheOperator() throws Exception {
        try (var world = new WhyWorld(us(), friend().withPersistent("us"))) {
            world.start("us", "friend");
            world.awaitConnected("friend", true);
            world.admin(admin -> admin.disconnect(world.id("friend"), Duration.ofHours(1)));
            world.runFor(Duration.ofMinutes(10));
            world.assertWhy("disconnected", "friend");
        }
    }

    /** A dial that an operator asks for waits for no back-off. */
    @Test
    void peer_dialedByTheOperatorDuringItsBackOff() throws Exception {
        try (var world = new WhyWorld(us().withPersistent("friend"), friend())) {
            world.start("us");
            world.runFor(Duration.ofMinutes(3));
            world.start("friend");
            world.admin(admin -> admin.dial(world.address("friend")));
            world.awaitConnected("friend", true);
            world.runFor(Duration.ofSeconds(5));
            world.assertWhy("dialed-by-operator", "friend");
        }
    }

    /** An address in a network that is blocked, asked for by the address alone. */
    @Test
    void address_inABannedNetwork() throws Exception {
        try (var world = new WhyWorld(us(), friend().withPersistent("us"))) {
            world.start("us");
            world.admin(
                    admin ->
                            admin.ban(
                                    new BanTarget.Network("20.11.0.0/16"),
                                    Duration.ofDays(7),
                                    "scanners"));
            world.start("friend");
            world.runFor(Duration.ofMinutes(2));
            world.assertWhyAt("banned-network", FRIENDS);
        }
    }

    /** A peer that a reactor has found guilty. */
    @Test
    void peer_bannedForAnOffence() throws Exception {
        var judge =
                us().withReactors(
                                Judge.reporting(
                                        Behaviour.offence(
                                                Severity.BAN,
                                                "addresses-unasked",
                                                "120 addresses")));
        try (var world =
                new WhyWorld(judge, friend().withReactors(Judge.silent()).withPersistent("us"))) {
            world.start("us", "friend");
            world.runFor(Duration.ofMinutes(5));
            world.assertWhy("banned-for-offence", "friend");
        }
    }

    /** A bundle with a policy of its own says no. */
    @Test
    void peer_refusedByAFilter() throws Exception {
        try (var world = new WhyWorld(us(), friend().withPersistent("us"))) {
            world.start("us");
            world.admin(
                    admin -> {
                        ((NodePeerManager) admin).bindFilter(new Members());
                        return true;
                    });
            world.start("friend");
            world.runFor(Duration.ofMinutes(1));
            world.assertWhy("refused-by-filter", "friend");
        }
    }

    /** Offences that cost points, one after another, until it is enough. */
    @Test
    void peer_thatAsksTooOften() throws Exception {
        var judge =
                us().withReactors(
                                Judge.reporting(
                                        Behaviour.offence(
                                                Severity.MAJOR,
                                                "request-too-soon",
                                                "400 ms after the last")));
        try (var world =
                new WhyWorld(judge, friend().withReactors(Judge.silent()).withPersistent("us"))) {
            world.start("us", "friend");
            world.runFor(Duration.ofMinutes(4));
            world.assertWhy("offences", "friend");
        }
    }

    /** Both have dialed at once; one connection is left, and nobody has failed. */
    @Test
    void peer_thatDialsWhileItIsDialed() throws Exception {
        try (var world =
                new WhyWorld(us().withPersistent("friend"), friend().withPersistent("us"))) {
            world.start("us", "friend");
            world.awaitConnected("friend", true);
            world.runFor(Duration.ofMinutes(1));
            world.assertWhy("both-dialed", "friend");
        }
    }

    /** One of two addresses works. */
    @Test
    void peer_withTwoAddresses() throws Exception {
        try (var world = new WhyWorld(us(), friend())) {
            world.start("us", "friend");
            var elsewhere =
                    NodeAddress.parse("mconn://" + world.id("friend") + "@[2001:db8::7]:26656");
            world.admin(admin -> admin.persist(elsewhere));
            world.runFor(Duration.ofSeconds(30));
            world.admin(admin -> admin.persist(world.address("friend")));
            world.awaitConnected("friend", true);
            world.runFor(Duration.ofMinutes(1));
            world.assertWhy("two-addresses", "friend");
        }
    }

    /** A peer that is gone without a word. */
    @Test
    void peer_thatWent() throws Exception {
        try (var world = new WhyWorld(us().withSeeds("friend"), friend())) {
            world.start("us", "friend");
            world.admin(admin -> admin.dial(world.address("friend")));
            world.awaitConnected("friend", true);
            world.runFor(Duration.ofMinutes(10));
            world.crash("friend");
            world.awaitConnected("friend", false);
            world.runFor(Duration.ofMinutes(2));
            world.assertWhy("went", "friend");
        }
    }

    /** Nobody has ever said anything of it. */
    @Test
    void stranger() throws Exception {
        try (var world = new WhyWorld(us(), friend())) {
            world.start("us");
            world.assertWhy("never-heard-of", "friend");
        }
    }

    /** Lets nobody in but members, of whom there are none. */
    private static final class Members implements AdmissionFilter {
        @Override
        public Verdict admit(NodeInfo peer, Endpoint remote, Direction direction) {
            return new Verdict.Deny(new Reason("not-a-member", "the list has 0 names"));
        }
    }
}
