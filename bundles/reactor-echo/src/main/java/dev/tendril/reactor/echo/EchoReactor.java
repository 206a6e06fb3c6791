package dev.tendril.reactor.echo;

import com.google.protobuf.Message;

import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.Behaviour.Severity;
import dev.tendril.api.channel.Channel;
import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.reactor.ReactorContext;
import dev.tendril.api.reactor.ReactorEvent.Channels;
import dev.tendril.api.reactor.ReactorEvent.Down;
import dev.tendril.api.reactor.ReactorEvent.Due;
import dev.tendril.api.reactor.ReactorEvent.OwnChannels;
import dev.tendril.api.reactor.ReactorEvent.Received;
import dev.tendril.api.reactor.ReactorEvent.Up;
import dev.tendril.api.reactor.ReactorEvent.Writable;
import dev.tendril.reactor.echo.proto.EchoMessage;
import dev.tendril.reactor.echo.proto.PingMessage;
import dev.tendril.reactor.echo.proto.PongMessage;
import dev.tendril.wire.ProtobufCodec;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Pings everybody every 5 s (setting {@code interval}) and answers pings (ADR 062, Reactor
 * Example).
 */
public final class EchoReactor implements Reactor {

    private static final Logger LOG = LoggerFactory.getLogger(EchoReactor.class);

    /**
     * Channel 0x7a: wire.md 6 leaves it free in every version; the ADR's 1 is no example to keep.
     */
    static final ChannelDescriptor<Message> ECHO =
            ChannelDescriptor.builder(
                            0x7a, "echo", ProtobufCodec.oneof(EchoMessage.getDefaultInstance()))
                    .messageSizeMaxBytes(1_024)
                    .build();

    private static final Message PING = PingMessage.newBuilder().setContent("👋").build();

    private static final Behaviour UNEXPECTED =
            Behaviour.offence(Severity.MAJOR, "unexpected-message", "");

    private final Optional<String> reply;

    /** Answers with {@code reply}, or, without one, with what it was sent, as in the ADR. */
    public EchoReactor(Optional<String> reply) {
        this.reply = reply;
    }

    @Override
    public List<ChannelDescriptor<?>> channels() {
        return List.of(ECHO);
    }

    @Override
    public void run(ReactorContext context) throws InterruptedException {
        var channel = context.channel(ECHO);
        var interval = context.settings().duration("interval", Duration.ofSeconds(5));
        var tick = context.timers().deadlineIn(interval);
        while (true) {
            switch (context.next(tick)) {
                case Due due -> {
                    channel.broadcast(PING);
                    tick = context.timers().deadlineIn(interval);
                }
                case Received received -> received(channel, received);
                case Up up -> LOG.debug("{} is up", up.peer().ref().brief());
                case Down down -> LOG.debug("{} is down", down.peer().brief());
                case Channels _, Writable _, OwnChannels _ -> {}
            }
        }
    }

    private void received(Channel<Message> channel, Received received) {
        var from = received.from();
        switch (received.message()) {
            case PingMessage ping -> {
                var content = reply.orElse(ping.getContent());
                channel.send(from, PongMessage.newBuilder().setContent(content).build());
            }
            case PongMessage pong -> LOG.info("pong from {} {}", from.brief(), pong.getContent());
            default -> channel.report(from, UNEXPECTED);
        }
    }
}
