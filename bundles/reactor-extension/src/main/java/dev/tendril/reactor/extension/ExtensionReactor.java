package dev.tendril.reactor.extension;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.channel.Channel;
import dev.tendril.api.channel.ChannelDescriptor;
import dev.tendril.api.channel.InboxPolicy;
import dev.tendril.api.channel.SendResult;
import dev.tendril.api.reactor.Reactor;
import dev.tendril.api.reactor.ReactorContext;
import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.reactor.extension.proto.ChannelsNow;
import dev.tendril.reactor.extension.proto.ExtensionMessage;
import dev.tendril.wire.ProtobufCodec;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says "my channels are now ..." to each Tendril peer when it comes and whenever they change, and
 * takes in what peers say. Without settings.
 *
 * <p>A sequence number is the time of the node's ticker, or one more than the last when that is
 * larger: so numbers also grow when the reactor is restarted or updated while a connection lives
 * on.
 */
public final class ExtensionReactor implements Reactor {

    private static final Logger LOG = LoggerFactory.getLogger(ExtensionReactor.class);

    /** Most bytes of a message: 256 channels, and room for what later versions add. */
    static final int MESSAGE_MAX_BYTES = 1_024;

    private static final int QUEUE_MAX_MESSAGES = 16;
    private static final long QUEUE_MAX_BYTES = 16L * MESSAGE_MAX_BYTES;

    /** Channel 0x7e: wire.md 6 leaves it free in every version. */
    static final ChannelDescriptor<ExtensionMessage> EXTENSION =
            ChannelDescriptor.builder(
                            0x7e, "extension", ProtobufCodec.of(ExtensionMessage.parser()))
                    .messageSizeMaxBytes(MESSAGE_MAX_BYTES)
                    .sendQueue(QUEUE_MAX_MESSAGES, QUEUE_MAX_BYTES)
                    .inbox(Claims.WINDOW_MAX_MESSAGES * 2, QUEUE_MAX_BYTES, InboxPolicy.DROP_OLDEST)
                    .build();

    @Override
    public List<ChannelDescriptor<?>> channels() {
        return List.of(EXTENSION);
    }

    @Override
    public void run(ReactorContext context) throws InterruptedException {
        var run = new Run(context, context.channel(EXTENSION));
        while (true) {
            run.take(context.next());
        }
    }

    /** One start of the reactor. For its own thread. */
    private static final class Run {

        private final ReactorContext context;
        private final Channel<ExtensionMessage> channel;

        /** What each connected peer claims; bounded by the connections. */
        private final Map<PeerRef, Claims> claims = new TreeMap<>();

        private long sequence;

        Run(ReactorContext context, Channel<ExtensionMessage> channel) {
            this.context = context;
            this.channel = channel;
        }

        void take(ReactorEvent event) {
            switch (event) {
                case ReactorEvent.Up up -> {
                    claims.put(up.peer().ref(), new Claims());
                    tell(up.peer().ref());
                }
                case ReactorEvent.OwnChannels _ -> claims.keySet().forEach(this::tell);
                case ReactorEvent.Writable writable -> tell(writable.peer());
                case ReactorEvent.Down down -> claims.remove(down.peer());
                case ReactorEvent.Received received ->
                        received(received.from(), (ExtensionMessage) received.message());
                case ReactorEvent.Channels _, ReactorEvent.Due _ -> {}
            }
        }

        /**
         * The router hears of it first: the peer may answer on a new channel at once. When the
         * queue is full the next {@code Writable} brings us back, with what is true by then.
         */
        private void tell(PeerRef peer) {
            var ours = context.links().ours();
            sequence = Math.max(sequence + 1, context.timers().nanos());
            context.links().peerWasTold(peer, ours);
            var result = channel.send(peer, Claims.message(sequence, ours));
            if (result != SendResult.QUEUED && result != SendResult.FULL) {
                LOG.debug("{} is not told our channels: {}", peer.brief(), result);
            }
        }

        private void received(PeerRef from, ExtensionMessage message) {
            var claimed = claims.get(from);
            if (claimed == null || !message.hasChannelsNow()) {
                return;
            }
            ChannelsNow told = message.getChannelsNow();
            switch (claimed.take(told, context.timers().nanos())) {
                case Claims.Verdict.News news -> {
                    LOG.debug("{} serves {}", from.brief(), news.channels());
                    context.links().peerServes(from, news.channels());
                }
                case Claims.Verdict.Known _ -> {}
                case Claims.Verdict.Bad bad -> channel.report(from, bad.offence());
            }
        }
    }
}
