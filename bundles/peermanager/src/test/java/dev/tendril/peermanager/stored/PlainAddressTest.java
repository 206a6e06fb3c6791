package dev.tendril.peermanager.stored;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.api.address.AddressFormatException;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.peermanager.Who;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class PlainAddressTest {

    private static final Who A = Who.of(1);

    @Test
    void read_ofTheUsualForm_isTheSame() {
        assertEquals(Optional.of(A.address()), PlainAddress.read(A.address().toString(), A.id()));
        var high = A.address("255.0.10.255", 65_535);
        assertEquals(Optional.of(high), PlainAddress.read(high.toString(), A.id()));
        assertTrue(PlainAddress.read(A.address().toString(), Who.of(2).id()).isEmpty());
        assertTrue(PlainAddress.read(A.memory().toString(), A.id()).isEmpty());
    }

    /** Whatever it reads, the parser reads as the same. */
    @Test
    void read_neverDiffersFromTheParser() throws AddressFormatException {
        var random = Seeds.random(PlainAddressTest.class);
        var characters = "0123456789.:@[]/ax%-";
        var read = 0;
        for (var i = 0; i < 50_000; i++) {
            var text = new StringBuilder(A.address().toString());
            for (var changes = random.nextInt(3); changes > 0; changes--) {
                var at = random.nextInt(8, text.length());
                text.setCharAt(at, characters.charAt(random.nextInt(characters.length())));
            }
            var plain = PlainAddress.read(text.toString(), A.id());
            if (plain.isPresent()) {
                read++;
                assertEquals(NodeAddress.parse(text.toString()), plain.get(), text.toString());
            }
        }
        assertTrue(read > 10_000, "read: " + read);
    }
}
