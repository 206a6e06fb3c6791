package dev.tendril.reactor.pex;

import com.google.protobuf.Message;

import dev.tendril.api.address.Direction;
import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.Behaviour.Severity;
import dev.tendril.api.channel.Channel;
import dev.tendril.api.channel.SendResult;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.reactor.ReactorContext;
import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.api.reactor.ReactorEvent.Channels;
import dev.tendril.api.reactor.ReactorEvent.Down;
import dev.tendril.api.reactor.ReactorEvent.Due;
import dev.tendril.api.reactor.ReactorEvent.OwnChannels;
import dev.tendril.api.reactor.ReactorEvent.Received;
import dev.tendril.api.reactor.ReactorEvent.Up;
import dev.tendril.api.reactor.ReactorEvent.Writable;
import dev.tendril.api.time.Deadline;
import dev.tendril.wire.proto.pex.PexAddrs;
import dev.tendril.wire.proto.pex.PexRequest;
import dev.tendril.wire.proto.pex.PexUrlRequest;
import dev.tendril.wire.proto.pex.PexUrlResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * One run of the reactor: turns events into calls of the policy, and its decisions into messages.
 */
final class PexSession {

    private static final Logger LOG = LoggerFactory.getLogger(PexSession.class);

    private final ReactorContext context;
    private final PexOptions options;
    private final Channel<Message> channel;
    private final PexPolicy policy;

    /** Those that are connected; never walked. */
    private final Map<PeerRef, PeerInfo> peers = new HashMap<>();

    /** Those that were connected before this run and have not come up in it. */
    private final Set<PeerRef> older = new HashSet<>();

    PexSession(ReactorContext context, PexOptions options) {
        this.context = context;
        this.options = options;
        this.channel = context.channel(PexReactor.CHANNEL);
        this.policy = new PexPolicy(options, context.random(), now());
    }

    private long now() {
        return context.timers().nanos();
    }

    void run() throws InterruptedException {
        context.peers().connected().forEach(peer -> older.add(peer.ref()));
        while (true) {
            handle(context.next(new Deadline(policy.nextStepNanos())));
            // Not only when Due comes: a mailbox that is never empty must not stop the schedule.
            if (now() >= policy.nextStepNanos()) {
                policy.step(wantsMore(), now()).ifPresent(this::ask);
            }
        }
    }

    private void handle(ReactorEvent event) {
        switch (event) {
            case Up up -> up(up.peer());
            case Down down -> {
                peers.remove(down.peer());
                older.remove(down.peer());
                policy.down(down.peer());
            }
            case Channels channels -> usable(channels.peer(), !channels.channels().isEmpty());
            case Received received -> received(received.from(), received.message());
            case Due _, Writable _, OwnChannels _ -> {}
        }
    }

    private void up(PeerInfo peer) {
        var ref = peer.ref();
        peers.put(ref, peer);
        SelfDeclared.of(peer).ifPresent(address -> context.peers().selfDeclared(address, ref));
        if (older.remove(ref)) {
            policy.taken(ref, Family.of(peer.node()), now());
            return;
        }
        policy.up(ref, Family.of(peer.node()));
        if (peer.direction() == Direction.OUTBOUND && wantsMore()) {
            ask(ref);
        }
    }

    private void usable(PeerRef ref, boolean usable) {
        var peer = peers.get(ref);
        if (peer != null && usable) {
            policy.taken(ref, Family.of(peer.node()), now());
        } else {
            policy.down(ref);
        }
    }

    private boolean wantsMore() {
        return context.peers().known().needsMore();
    }

    private void ask(PeerRef to) {
        var peer = peers.get(to);
        if (peer == null || !policy.mayAsk(to, now())) {
            return;
        }
        if (channel.send(to, options.dialectFor(peer).request()) == SendResult.QUEUED) {
            policy.asked(to, now());
        }
    }

    private void received(PeerRef from, Object message) {
        var peer = peers.get(from);
        if (peer == null) {
            return;
        }
        switch (message) {
            case PexRequest _ -> requested(from, Dialect.V1);
            case PexUrlRequest _ -> requested(from, Dialect.URL);
            case PexAddrs answer -> {
                if (wasAskedFor(from)) {
                    learn(from, PexAnswers.read(answer));
                }
            }
            case PexUrlResponse answer -> {
                if (wasAskedFor(from)) {
                    learn(from, PexAnswers.read(answer, peer.remote()));
                }
            }
            default -> throw new IllegalStateException("codec gave another message: " + message);
        }
    }

    private void requested(PeerRef from, Dialect dialect) {
        var offence = policy.requested(from, dialect, now());
        if (offence.isPresent()) {
            channel.report(from, offence.get());
            return;
        }
        var addresses = context.peers().advertise(from, PexAnswers.SENT_MAX);
        channel.send(from, PexAnswers.write(dialect, addresses));
    }

    private boolean wasAskedFor(PeerRef from) {
        var offence = policy.answered(from);
        offence.ifPresent(behaviour -> channel.report(from, behaviour));
        return offence.isEmpty();
    }

    private void learn(PeerRef from, PexAnswers.Told told) {
        if (told.total() > PexAnswers.ACCEPTED_MAX) {
            var detail = told.total() + " addresses";
            channel.report(from, Behaviour.offence(Severity.FATAL, "pex-too-many", detail));
            return;
        }
        PexPolicy.judged(told).ifPresent(offence -> channel.report(from, offence));
        var self = context.self().nodeId();
        var others = told.addresses().stream().filter(a -> !a.nodeId().equals(self)).toList();
        var learned = context.peers().learned(others, from);
        if (!others.isEmpty()) {
            channel.report(from, Behaviour.merit(1, "pex-answer"));
        }
        LOG.debug("{} told {} addresses, {} new", from.brief(), told.total(), learned);
    }
}
