package dev.tendril.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;

class SmallPiecesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0s, 0",
        "500ms, 500",
        "5s, 5000",
        "2m, 120000",
        "1h30m, 5400000",
        "1.5s, 1500",
        "1us, 1",
        "100ns, 1"
    })
    void millis_readsWhatCometBftWrites(String text, long millis) {
        assertEquals(Optional.of(millis), DurationText.millis(text));
    }

    @ParameterizedTest
    @CsvSource({"5", "s", "-5s", "5 s", "5d", "1e3s", "''"})
    void millis_refusesTheRest(String text) {
        assertEquals(Optional.empty(), DurationText.millis(text));
    }

    private static Optional<String> genesis(String json) throws IOException {
        return new GenesisScanner(new StringReader(json)).chainId();
    }

    @Test
    void genesis_takesTheIdOfTheTopLevelOnly() throws IOException {
        assertEquals(
                Optional.of("c-1"),
                genesis(
                        "{\"a\":{\"chain_id\":\"x\"},\"b\":[\"chain_id\"], \"chain_id\" : \"c-1\"}"));
        assertEquals(Optional.of("c\"1"), genesis("{\"chain_id\":\"c\\\"1\"}"));
        assertEquals(Optional.empty(), genesis("{\"a\":\"chain_id\",\"b\":\"c\"}"));
        assertEquals(Optional.empty(), genesis("{\"chain_id\":7,\"b\":\"c\"}"));
        assertEquals(Optional.empty(), genesis("{\"chain_id\":\""));
    }

    @Test
    void nearest_isWhatWasProbablyMeant() {
        var known = List.of("p2p.seeds", "p2p.laddr", "moniker");
        assertEquals(Optional.of("p2p.seeds"), Texts.nearest("p2p.seed", known));
        assertEquals(Optional.of("moniker"), Texts.nearest("monicker", known));
        assertEquals(Optional.empty(), Texts.nearest("zzzzzzzzz", known));
    }
}
