package dev.tendril.router.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.channel.InboxPolicy;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.peer.PeerInfo;
import dev.tendril.api.reactor.ReactorEvent;
import dev.tendril.api.time.Deadline;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.node.TestNodes;
import dev.tendril.testkit.time.ManualTimers;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class MailboxTest {

    private static final ChannelId ONE = new ChannelId(1);
    private static final Deadline NOW = new Deadline(0);

    private final List<String> drops = new ArrayList<>();

    private Mailbox mailbox(boolean messagesOnly, InboxPolicy policy) {
        var limits = new InboxLimits(ONE, 1, 3, 100, policy);
        return new Mailbox(
                new ManualTimers(),
                List.of(limits),
                messagesOnly,
                (peer, channel, code, messages) -> drops.add(code + " " + messages));
    }

    private static PeerInfo peer(int number) {
        return TestNodes.peer(number, 1);
    }

    private static void up(Mailbox mailbox, int number) {
        mailbox.up(peer(number), Set.of(ONE));
    }

    private static Delivery offer(Mailbox mailbox, int number, int value) {
        return mailbox.offer(peer(number).ref(), ONE, new byte[] {(byte) value});
    }

    /** All that waits, in short: {@code up1, 1:7, down1}. */
    private static List<String> drain(Mailbox mailbox) throws Exception {
        var seen = new ArrayList<String>();
        for (var mail = mailbox.take(NOW); mail.isPresent(); mail = mailbox.take(NOW)) {
            seen.add(text(mail.get()));
        }
        return seen;
    }

    private static String text(Mail mail) {
        return switch (mail) {
            case Mail.Message message -> message.from().connection() + ":" + message.bytes()[0];
            case Mail.Event(ReactorEvent.Up up) -> "up" + up.peer().ref().connection();
            case Mail.Event(ReactorEvent.Down down) -> "down" + down.peer().connection();
            case Mail.Event(ReactorEvent.Channels changed) ->
                    "channels" + changed.channels().size();
            case Mail.Event(ReactorEvent.Writable writable) -> "writable" + writable.channel();
            case Mail.Event(ReactorEvent.OwnChannels own) -> "own" + own.ours().size();
            case Mail.Event(ReactorEvent other) -> throw new AssertionError(other.toString());
        };
    }

    @Test
    void up_whoseChannelsWentBeforeItWasRead_stillTellsThem() throws Exception {
        var mailbox = mailbox(false, InboxPolicy.DROP_NEWEST);
        up(mailbox, 1);
        mailbox.channels(peer(1).ref(), Set.of());
        var first = mailbox.take(NOW).orElseThrow();
        assertEquals(new Mail.Event(new ReactorEvent.Up(peer(1), Set.of(ONE))), first);
        assertEquals(List.of("channels0"), drain(mailbox));
    }

    @Test
    void up_whoseChannelsCameBackBeforeItWasRead_isAllThatIsTold() throws Exception {
        var mailbox = mailbox(false, InboxPolicy.DROP_NEWEST);
        up(mailbox, 1);
        mailbox.channels(peer(1).ref(), Set.of());
        mailbox.channels(peer(1).ref(), Set.of(ONE));
        assertEquals(List.of("up1"), drain(mailbox));
    }

    @Test
    @Covers({"N-RT-02", "I-14"})
    void take_givesEachPeerItsTurnAndKeepsItsOrder() throws Exception {
        var mailbox = mailbox(false, InboxPolicy.DROP_NEWEST);
        up(mailbox, 1);
        up(mailbox, 2);
        offer(mailbox, 1, 1);
        offer(mailbox, 1, 2);
        offer(mailbox, 1, 3);
        offer(mailbox, 2, 9);
        mailbox.down(peer(2).ref(), Reason.of("gone"));
        assertEquals(Delivery.UNKNOWN, offer(mailbox, 2, 10));
        assertEquals(List.of("up1", "up2", "1:1", "2:9", "1:2", "down2", "1:3"), drain(mailbox));
    }

    @Test
    @Covers("N-QU-09")
    void offer_beyondTheShare_shedsByPolicyAndCounts() throws Exception {
        var newest = mailbox(false, InboxPolicy.DROP_NEWEST);
        var oldest = mailbox(false, InboxPolicy.DROP_OLDEST);
        var lossless = mailbox(false, InboxPolicy.LOSSLESS);
        for (var mailbox : List.of(newest, oldest, lossless)) {
            up(mailbox, 1);
            for (int i = 1; i <= 3; i++) {
                assertEquals(Delivery.TAKEN, offer(mailbox, 1, i));
            }
        }
        assertEquals(Delivery.DROPPED_NEWEST, offer(newest, 1, 4));
        assertEquals(Delivery.DROPPED_OLDEST, offer(oldest, 1, 4));
        assertEquals(Delivery.FULL, offer(lossless, 1, 4));
        assertEquals(List.of("up1", "1:1", "1:2", "1:3"), drain(newest));
        assertEquals(List.of("up1", "1:2", "1:3", "1:4"), drain(oldest));
        assertEquals(List.of("up1", "1:1", "1:2", "1:3"), drain(lossless));
        assertEquals(List.of("inbox-full 1", "inbox-oldest-dropped 1"), drops);
    }

    @Test
    void offer_ofALargeMessage_countsBytes() {
        var mailbox = mailbox(false, InboxPolicy.DROP_NEWEST);
        up(mailbox, 1);
        assertEquals(Delivery.TAKEN, mailbox.offer(peer(1).ref(), ONE, new byte[1_000]));
        assertEquals(Delivery.DROPPED_NEWEST, mailbox.offer(peer(1).ref(), ONE, new byte[1]));
        assertEquals(new Waiting(1, 1_000), mailbox.waiting().get(ONE));
    }

    @Test
    @Covers({"I-12", "N-PM-10"})
    void down_ofConnectionsNobodyHasHeardOf_isBounded() throws Exception {
        var mailbox = mailbox(false, InboxPolicy.DROP_NEWEST);
        up(mailbox, 1);
        assertEquals(List.of("up1"), drain(mailbox));
        for (int i = 2; i < 10_000; i++) {
            up(mailbox, i);
            offer(mailbox, i, 1);
            mailbox.down(peer(i).ref(), Reason.of("gone"));
        }
        mailbox.down(peer(1).ref(), Reason.of("gone"));
        var seen = drain(mailbox);
        assertEquals(3 * Mailbox.GHOSTS_MAX + 1, seen.size());
        assertTrue(seen.contains("down1"));
        assertTrue(seen.contains("up9999") && seen.contains("down9999"));
        assertFalse(seen.contains("up2"));
        assertEquals(10_000 - 2 - Mailbox.GHOSTS_MAX, drops.size());
    }

    @Test
    @Covers({"N-RT-03", "I-11"})
    void up_ofANewerConnectionOfANode_comesAfterTheOlderOnesDown() throws Exception {
        var mailbox = mailbox(false, InboxPolicy.DROP_NEWEST);
        var node = TestNodes.id(7);
        for (int number = 1; number <= 3; number++) {
            var peer = TestNodes.peer(node, number, 1);
            mailbox.up(peer, Set.of(ONE));
            mailbox.offer(peer.ref(), ONE, new byte[] {(byte) number});
            up(mailbox, 10 + number);
            if (number < 3) {
                mailbox.down(peer.ref(), Reason.of("gone"));
            }
        }
        var seen = drain(mailbox);
        seen.removeIf(line -> line.startsWith("up1") && line.length() > 3);
        assertEquals(List.of("up1", "1:1", "down1", "up2", "2:2", "down2", "up3", "3:3"), seen);
    }

    @Test
    void changes_areTheLatestOnly() throws Exception {
        var mailbox = mailbox(false, InboxPolicy.DROP_NEWEST);
        up(mailbox, 1);
        mailbox.channels(peer(1).ref(), Set.of(ONE, new ChannelId(2)));
        assertEquals(List.of("up1"), drain(mailbox));
        mailbox.channels(peer(1).ref(), Set.of());
        mailbox.channels(peer(1).ref(), Set.of(ONE));
        mailbox.writable(peer(1).ref(), ONE);
        mailbox.writable(peer(1).ref(), ONE);
        mailbox.ownChannels(Set.of(ONE));
        mailbox.ownChannels(Set.of());
        assertEquals(List.of("own0", "channels1", "writable0x01"), drain(mailbox));
    }

    @Test
    @Covers({"N-CH-05", "I-13"})
    void takeOver_tellsTheNewReaderEverySessionFromItsUpOn() throws Exception {
        var mailbox = mailbox(false, InboxPolicy.DROP_NEWEST);
        up(mailbox, 1);
        up(mailbox, 2);
        drain(mailbox);
        offer(mailbox, 1, 1);
        offer(mailbox, 2, 2);
        mailbox.down(peer(2).ref(), Reason.of("gone"));
        mailbox.takeOver(List.of(new InboxLimits(ONE, 1, 3, 100, InboxPolicy.DROP_NEWEST)));
        var seen = drain(mailbox);
        assertEquals(Set.of("up1", "1:1", "up2", "2:2", "down2"), Set.copyOf(seen));
        assertTrue(seen.indexOf("up1") < seen.indexOf("1:1"));
        assertTrue(seen.indexOf("up2") < seen.indexOf("2:2"));
        assertTrue(seen.indexOf("2:2") < seen.indexOf("down2"));
    }

    @Test
    void messagesOnly_givesNothingElse() throws Exception {
        var mailbox = mailbox(true, InboxPolicy.DROP_NEWEST);
        up(mailbox, 1);
        offer(mailbox, 1, 1);
        mailbox.writable(peer(1).ref(), ONE);
        mailbox.channels(peer(1).ref(), Set.of());
        mailbox.down(peer(1).ref(), Reason.of("gone"));
        up(mailbox, 2);
        mailbox.down(peer(2).ref(), Reason.of("gone"));
        assertEquals(List.of("1:1"), drain(mailbox));
        assertEquals(0, mailbox.waiting().size());
    }

    @Test
    @Covers("N-CH-02")
    void close_dropsWhatWaitsAndEndsTheReader() {
        var mailbox = mailbox(false, InboxPolicy.DROP_NEWEST);
        up(mailbox, 1);
        offer(mailbox, 1, 1);
        mailbox.close();
        assertThrows(MailboxClosedException.class, () -> mailbox.take(Deadline.NEVER));
        assertEquals(Delivery.UNKNOWN, offer(mailbox, 1, 2));
        assertEquals(List.of("incarnation-ended 1"), drops);
    }

    @Test
    void pauseBudget_allowsTwoSecondsInAnyTen() {
        var second = 1_000_000_000L;
        var budget = new PauseBudget();
        assertEquals(2 * second, budget.remainingNanos(0));
        budget.paused(0, second);
        assertEquals(second, budget.remainingNanos(second));
        budget.paused(5 * second, 6 * second);
        assertEquals(0, budget.remainingNanos(6 * second));
        assertEquals(0, budget.remainingNanos(11 * second));
        assertEquals(second, budget.remainingNanos(12 * second));
        assertEquals(2 * second, budget.remainingNanos(100 * second));
    }
}
