package dev.tendril.testkit.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.NodeId;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.decision.Reason;
import dev.tendril.api.node.NodeInfo;
import dev.tendril.api.node.ProtocolVersions;
import dev.tendril.testkit.Covers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The rules that every node info keeps, and which two nodes fit each other (wire.md 3.4, 3.5). */
final class NodeInfoTest {

    private static final NodeId ID = new NodeId("00112233445566778899aabbccddeeff00112233");
    private static final NodeId OTHER = new NodeId("ff112233445566778899aabbccddeeff00112233");

    /** A valid node info, one field of which a test changes. */
    private static final class Fields {
        private NodeId id = ID;
        private String listen = "tcp://0.0.0.0:26656";
        private String network = "chain";
        private String version = "0.38.25";
        private List<ChannelId> channels = channels(0, 1, 2, 3, 4);
        private String moniker = "hey its me";
        private String txIndex = "on";
        private String rpc = "0.0.0.0:26657";
        private long block = 11;

        private NodeInfo build() {
            return new NodeInfo(
                    new ProtocolVersions(8, block, 0),
                    id,
                    listen,
                    network,
                    version,
                    channels,
                    moniker,
                    txIndex,
                    rpc);
        }

        private void assertRefusedFor(String field) {
            var refused = assertThrows(IllegalArgumentException.class, this::build);
            assertTrue(refused.getMessage().contains(field), refused.getMessage());
        }
    }

    private static List<ChannelId> channels(int... ids) {
        return IntStream.of(ids).mapToObj(ChannelId::new).toList();
    }

    @Test
    @Covers({"NI-01", "NI-02", "W8.2-7c", "W8.2-7d"})
    void channels_atMostSixteenAndNoneTwice() {
        var fields = new Fields();
        assertEquals(5, fields.build().channels().size());
        fields.channels = channels(IntStream.range(0, 16).toArray());
        assertDoesNotThrow(fields::build);
        fields.channels = channels(IntStream.range(0, 17).toArray());
        fields.assertRefusedFor("channels");
        fields.channels = channels(1, 2, 1);
        fields.assertRefusedFor("channels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-an-address", "", ":26656", "0.0.0.0:65536", "h:1x", "a@b:1"})
    @Covers("NI-03")
    void listenAddress_withoutHostAndPort_isRefused(String text) {
        var fields = new Fields();
        fields.listen = text;
        fields.assertRefusedFor("listen_addr");
    }

    /** Not even a name that surely does not exist is looked up. */
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:26656", "tcp://[::]:1", "no.such.host.invalid:26656"})
    @Covers("NI-03")
    void listenAddress_isOnlyReadNeverResolved(String text) {
        var fields = new Fields();
        fields.listen = text;
        assertEquals(text, fields.build().listenAddress());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00a7", "a\u00e4", "\t", "a\tb", "a\n", "   ", "a\u007f"})
    @Covers({"NI-04", "NI-05", "NI-06", "NI-07"})
    void texts_thatAreNotReadable_areRefused(String text) {
        var version = new Fields();
        version.version = text;
        version.assertRefusedFor("version");
        var moniker = new Fields();
        moniker.moniker = text;
        moniker.assertRefusedFor("moniker");
        var txIndex = new Fields();
        txIndex.txIndex = text;
        txIndex.assertRefusedFor("tx_index");
        var rpc = new Fields();
        rpc.rpc = text;
        rpc.assertRefusedFor("rpc_address");
    }

    @Test
    @Covers({"NI-04", "NI-05", "NI-06", "NI-07"})
    void texts_mayBeEmptyButTheMoniker() {
        var fields = new Fields();
        fields.version = "";
        fields.txIndex = "";
        fields.rpc = "";
        assertDoesNotThrow(fields::build);
        fields.txIndex = "off";
        assertDoesNotThrow(fields::build);
        fields.txIndex = "maybe";
        fields.assertRefusedFor("tx_index");
        fields.txIndex = "off";
        fields.moniker = "";
        fields.assertRefusedFor("moniker");
    }

    private static Fields other() {
        var fields = new Fields();
        fields.id = OTHER;
        return fields;
    }

    private static Optional<String> verdict(Fields ours, Fields theirs) {
        return ours.build().incompatibleWith(theirs.build()).map(Reason::code);
    }

    @Test
    @Covers("NI-08")
    void incompatibleWith_aNodeWithOneCommonChannel_isEmpty() {
        var theirs = other();
        theirs.channels = channels(4, 99);
        theirs.version = "another";
        assertEquals(Optional.empty(), verdict(new Fields(), theirs));
        var silent = new Fields();
        silent.channels = List.of();
        assertEquals(Optional.empty(), verdict(silent, theirs));
    }

    @Test
    @Covers({"NI-09", "W8.2-7"})
    void incompatibleWith_names_whatDiffers() {
        var block = other();
        block.block = 14;
        assertEquals(Optional.of("block-version"), verdict(new Fields(), block));
        var network = other();
        network.network = "Chain";
        assertEquals(Optional.of("network"), verdict(new Fields(), network));
        var channels = other();
        channels.channels = channels(99);
        assertEquals(Optional.of("no-common-channel"), verdict(new Fields(), channels));
        assertEquals(Optional.of("self"), verdict(new Fields(), new Fields()));
    }

    @Test
    void with_changesOnlyThatField() {
        var info = new Fields().build();
        assertEquals(info, info.withChannels(channels(7)).withChannels(info.channels()));
        assertEquals("h:1", info.withListenAddress("h:1").listenAddress());
        assertThrows(IllegalArgumentException.class, () -> info.withListenAddress("h"));
    }
}
