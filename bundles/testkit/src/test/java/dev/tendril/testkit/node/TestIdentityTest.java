package dev.tendril.testkit.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

class TestIdentityTest {

    @Test
    void of_theSameWord_isTheSameKey() {
        assertEquals(TestIdentity.of("a").publicKey(), TestIdentity.of("a").publicKey());
        assertNotEquals(TestIdentity.of("a").publicKey(), TestIdentity.of("b").publicKey());
    }

    @Test
    void sign_isEd25519OfThePublicKey() throws Exception {
        for (var word : new String[] {"a", "b", "c", "d", "e", "f", "g", "h"}) {
            var identity = TestIdentity.of(word);
            var header = HexFormat.of().parseHex("302a300506032b6570032100");
            var encoded = Arrays.copyOf(header, header.length + 32);
            System.arraycopy(identity.publicKey().bytes(), 0, encoded, header.length, 32);
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(new byte[] {1, 2, 3});
            assertTrue(verifier.verify(identity.sign(new byte[] {1, 2, 3})), word);
        }
    }
}
