package dev.tendril.transport.mconn.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.transport.InboundChannels.Acceptance;
import dev.tendril.testkit.Covers;
import dev.tendril.transport.mconn.reason.MconnFailure;
import dev.tendril.transport.mconn.reason.ProtocolFault;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

final class ReassemblyTest {

    private final ByteBudget budget = new ByteBudget(100_000);
    private final AtomicReference<Acceptance> answer =
            new AtomicReference<>(new Acceptance.Accept(1_000_000));
    private final List<Integer> asked = new ArrayList<>();
    private final Reassembly reassembly =
            new Reassembly(
                    channel -> {
                        asked.add(channel.value());
                        return answer.get();
                    },
                    50_000,
                    budget);

    @Test
    void add_channelsInterleave() throws ProtocolFault {
        assertTrue(add(1, false, 3).isEmpty());
        assertTrue(add(2, false, 5).isEmpty());
        assertEquals(4, add(1, true, 1).length());
        assertEquals(6, add(2, true, 1).length());
        assertEquals(0, reassembly.heldBytes());
        assertEquals(0, budget.takenBytes());
    }

    @Test
    void add_asksOncePerMessage_atItsFirstPart() throws ProtocolFault {
        add(1, false, 3);
        answer.set(new Acceptance.Unknown());
        assertEquals(6, add(1, true, 3).length());
        assertEquals(List.of(1), asked);
        assertEquals(
                MconnFailure.UNKNOWN_CHANNEL,
                assertThrows(ProtocolFault.class, () -> add(1, true, 3)).failure());
    }

    @Test
    @Covers("N-CH-04")
    void add_discarded_holdsNothingAndCounts() throws ProtocolFault {
        answer.set(new Acceptance.Discard());
        for (int i = 0; i < 100; i++) {
            assertTrue(add(9, false, 10_000).isEmpty());
        }
        assertTrue(add(9, true, 10_000).isEmpty());
        assertEquals(0, reassembly.heldBytes());
        assertEquals(1, reassembly.discardedMessages());

        answer.set(new Acceptance.Accept(10));
        assertEquals(2, add(9, true, 2).length());
    }

    @Test
    void add_unfinishedMessages_areBoundedForTheConnection() throws ProtocolFault {
        for (int channel = 0; channel < 4; channel++) {
            add(channel, false, 12_000);
        }
        assertEquals(
                MconnFailure.REASSEMBLY_LIMIT,
                assertThrows(ProtocolFault.class, () -> add(4, false, 12_000)).failure());
    }

    @Test
    void add_unfinishedMessages_areBoundedForAllConnections() {
        assertTrue(budget.tryTake(99_000));
        assertEquals(
                MconnFailure.REASSEMBLY_LIMIT_NODE,
                assertThrows(ProtocolFault.class, () -> add(1, false, 2_000)).failure());
    }

    @Test
    void release_givesEverythingBack() throws ProtocolFault {
        add(1, false, 12_000);
        assertTrue(budget.takenBytes() >= 12_000);
        reassembly.release();
        assertEquals(0, budget.takenBytes());
    }

    @Test
    void add_content_isKeptInOrder() throws ProtocolFault {
        byte[] source = new byte[10_000];
        for (int i = 0; i < source.length; i++) {
            source[i] = (byte) (i * 31);
        }
        for (int from = 0; from < 9_000; from += 1_000) {
            reassembly.add(1, false, source, from, 1_000);
        }
        assertArrayEquals(
                source, reassembly.add(1, true, source, 9_000, 1_000).orElseThrow().bytes());
    }

    /** The message as text of its length, or an empty text. */
    private String add(int channel, boolean eof, int bytes) throws ProtocolFault {
        return reassembly
                .add(channel, eof, new byte[bytes], 0, bytes)
                .map(message -> "x".repeat(message.bytes().length))
                .orElse("");
    }
}
