package dev.tendril.reactor.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;

import dev.tendril.api.channel.Behaviour;
import dev.tendril.api.channel.Behaviour.Severity;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.reactor.extension.proto.ChannelsNow;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

final class ClaimsTest {

    private final Claims claims = new Claims();

    @Test
    void take_firstAndChangedSets_areNews() {
        assertEquals(news(0x00, 0x7e), claims.take(told(1, 0x00, 0x7e), 0));
        assertEquals(news(0x00, 0x7a, 0x7e), claims.take(told(2, 0x00, 0x7a, 0x7e), 0));
        assertEquals(news(), claims.take(told(3), 0));
    }

    @Test
    void take_sameSetAgain_isKnown() {
        claims.take(told(1, 0x7e), 0);

        assertEquals(new Claims.Verdict.Known(), claims.take(told(2, 0x7e), 0));
    }

    @Test
    void take_all256Channels_areNews() {
        var all = IntStream.range(0, 256).toArray();

        assertEquals(news(all), claims.take(told(1, all), 0));
    }

    @Test
    void take_moreThan256Channels_isFatal() {
        var bytes = ByteString.copyFrom(new byte[257]);
        var told = ChannelsNow.newBuilder().setSequence(1).setChannels(bytes).build();

        assertOffence(Severity.FATAL, "extension-malformed", claims.take(told, 0));
    }

    @Test
    void take_channelTwiceOrOutOfOrder_isFatal() {
        assertOffence(Severity.FATAL, "extension-malformed", claims.take(told(1, 5, 5), 0));
        assertOffence(Severity.FATAL, "extension-malformed", claims.take(told(1, 6, 5), 0));
    }

    @Test
    void take_sequenceThatIsNotPositive_isFatal() {
        assertOffence(Severity.FATAL, "extension-malformed", claims.take(told(0, 5), 0));
        assertOffence(Severity.FATAL, "extension-malformed", claims.take(told(-1, 5), 0));
    }

    @Test
    void take_sequenceThatIsNotNewer_changesNothing() {
        claims.take(told(7, 5), 0);

        assertOffence(Severity.MINOR, "extension-out-of-order", claims.take(told(7, 6), 0));
        assertOffence(Severity.MINOR, "extension-out-of-order", claims.take(told(6, 6), 0));
        assertEquals(new Claims.Verdict.Known(), claims.take(told(8, 5), 0));
    }

    @Test
    void take_malformedMessage_usesUpNoSequence() {
        claims.take(told(7, 6, 5), 0);

        assertEquals(news(5), claims.take(told(7, 5), 0));
    }

    @Test
    void take_tooManyInAWindow_areNotLookedAt() {
        for (var i = 1; i <= Claims.WINDOW_MAX_MESSAGES; i++) {
            assertEquals(news(i), claims.take(told(i, i), i));
        }
        var windowNanos = Duration.ofSeconds(10).toNanos();

        assertOffence(Severity.MAJOR, "extension-flood", claims.take(told(99, 99), windowNanos));
        assertEquals(news(99), claims.take(told(99, 99), windowNanos + 1));
    }

    @Test
    void message_anySet_isTakenAsThatSet() {
        var random = Seeds.random(ClaimsTest.class);
        for (var i = 1; i <= 200; i++) {
            var channels = new TreeSet<ChannelId>();
            random.ints(random.nextInt(257), 0, 256).forEach(id -> channels.add(new ChannelId(id)));
            var message = Claims.message(i, channels);

            assertEquals(
                    new Claims.Verdict.News(channels),
                    new Claims().take(message.getChannelsNow(), 0));
            assertTrue(message.getSerializedSize() <= ExtensionReactor.MESSAGE_MAX_BYTES);
        }
    }

    private static void assertOffence(Severity severity, String code, Claims.Verdict verdict) {
        var bad = assertInstanceOf(Claims.Verdict.Bad.class, verdict);
        var offence = assertInstanceOf(Behaviour.Offence.class, bad.offence());
        assertEquals(severity, offence.severity());
        assertEquals(code, offence.reason().code());
    }

    private static Claims.Verdict news(int... channels) {
        return new Claims.Verdict.News(ids(channels));
    }

    private static Set<ChannelId> ids(int... channels) {
        return IntStream.of(channels).mapToObj(ChannelId::new).collect(Collectors.toSet());
    }

    private static ChannelsNow told(long sequence, int... channels) {
        var bytes = new byte[channels.length];
        for (var i = 0; i < channels.length; i++) {
            bytes[i] = (byte) channels[i];
        }
        return ChannelsNow.newBuilder()
                .setSequence(sequence)
                .setChannels(ByteString.copyFrom(bytes))
                .build();
    }
}
