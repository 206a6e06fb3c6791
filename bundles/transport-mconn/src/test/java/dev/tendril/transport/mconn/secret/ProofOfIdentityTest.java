package dev.tendril.transport.mconn.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tendril.api.transport.HandshakeException;
import dev.tendril.api.transport.HandshakeFailure;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.vectors.JsonValue;
import dev.tendril.transport.mconn.SeededIdentity;
import dev.tendril.transport.mconn.crypto.SunJceFrameCipher;
import dev.tendril.transport.mconn.reason.MconnFailure;
import dev.tendril.wire.Delimited;
import dev.tendril.wire.proto.connection.AuthSig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** Proofs of identity, of the recorded peer and of those that would be it. */
final class ProofOfIdentityTest extends RecordedHandshake {

    /** Each proof comes sealed, from a peer that has agreed on the keys of the first scenario. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    W8.2-5a | signature bit flipped
                    W8.2-5k | signature of another session's challenge
                    W8.2-5l | valid signature, other key
                    W8.2-5g | secp256k1 key
                    W8.2-5e | no key at all
                    W8.2-5f | empty PublicKey
                    W8.2-5i | 31-byte ed25519 key
                    W8.2-5j | 63-byte signature
                            | no signature
                            | field 1 is a varint
                    W8.2-5m | identity-point public key with forged signature
                    """)
    @Covers({"W8.2-5", "W8.4-1", "SC-06", "SC-07"})
    void negative_auth(String id, String name) throws Exception {
        JsonValue vector = negative("auth", 11, name);
        if (vector.has("challenge")) {
            assertArrayEquals(
                    first.get("shared").get("challenge").bytes(), vector.get("challenge").bytes());
        }
        assertProofRefused(vector);
    }

    private void assertProofRefused(JsonValue vector) throws Exception {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        script.writeBytes(first.get("B_to_A").list().getFirst().get("tcp_bytes").bytes());
        script.writeBytes(sealed(vector.get("bytes").bytes()));
        String name = vector.get("name").text();
        HandshakeFailure expected =
                name.equals("field 1 is a varint")
                        ? HandshakeFailure.HANDSHAKE_MALFORMED
                        : HandshakeFailure.AUTHENTICATION_FAILED;
        assertRefused(expected, proofDetail(name), script.toByteArray());
    }

    private static String proofDetail(String name) {
        return switch (name) {
            case "secp256k1 key", "no key at all", "empty PublicKey" -> "node key type";
            case "31-byte ed25519 key" -> "node key bytes: 31";
            case "field 1 is a varint" -> "wrong wire type, field: 1";
            case "identity-point public key with forged signature" -> "small order";
            default -> "signature does not match";
        };
    }

    /** The same peer's own proof, sealed by this test, is accepted: the refusals are not its. */
    @Test
    void run_ownProofSealedHere_isAccepted() throws Exception {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        script.writeBytes(first.get("B_to_A").list().getFirst().get("tcp_bytes").bytes());
        script.writeBytes(sealed(first.get("B").get("auth_sig_message_delimited").bytes()));
        SecretSession session =
                handshake(first.get("A")).run(new ScriptedLink(script.toByteArray()));
        assertArrayEquals(
                first.get("B").get("ed25519_public").bytes(), session.remoteKey().bytes());
    }

    @Test
    @Covers("W8.4-1")
    void verify_everySmallOrderKey_isRefused() {
        for (String hex :
                List.of(
                        "01" + "00".repeat(31),
                        "ec" + "ff".repeat(30) + "7f",
                        "00".repeat(32),
                        "00".repeat(31) + "80",
                        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                        "ee" + "ff".repeat(30) + "7f")) {
            byte[] key = java.util.HexFormat.of().parseHex(hex);
            AuthSig proof = proofOf(key, new byte[64]);
            HandshakeException refused =
                    assertThrows(
                            HandshakeException.class,
                            () -> SecretHandshake.verify(proof, new byte[32]));
            assertEquals("node key is of small order or not canonical", refused.reason().detail());
        }
    }

    @Test
    void readProof_ofSei_isUnderstood() throws Exception {
        JsonValue quirk =
                vectors.get("accepted_quirks").list().stream()
                        .filter(vector -> vector.get("layer").text().equals("auth"))
                        .findFirst()
                        .orElseThrow();
        AuthSig proof = proof(quirk.get("bytes").bytes());

        byte[] key = new byte[32];
        byte[] signature = new byte[64];
        Arrays.fill(key, (byte) 2);
        Arrays.fill(signature, (byte) 3);
        assertArrayEquals(key, proof.getPubKey().getEd25519().toByteArray());
        assertArrayEquals(signature, proof.getSig().toByteArray());
    }

    /** The honest proof of the peer, sealed as it must not be. */
    @ParameterizedTest
    @CsvSource({"W8.2-5b, shared challenge", "W8.2-5d, our send key"})
    @Covers({"W8.2-5", "SC-08"})
    void run_proofSealedWithAnotherKey_isRefused(String id, String which) throws Exception {
        byte[] key =
                which.equals("our send key")
                        ? first.get("A").get("send_key").bytes()
                        : first.get("shared").get("challenge").bytes();
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        script.writeBytes(first.get("B_to_A").list().getFirst().get("tcp_bytes").bytes());
        script.writeBytes(sealed(first.get("B").get("auth_sig_message_delimited").bytes(), key));
        assertFault(
                MconnFailure.FRAME_NOT_AUTHENTIC,
                handshake(first.get("A")),
                new ScriptedLink(script.toByteArray()));
    }

    /** Everything that the peer said is said again, to us with another ephemeral key. */
    @Test
    @Covers({"W8.2-5", "W8.2-5c"})
    void run_earlierSessionReplayed_isRefused() {
        JsonValue a = first.get("A");
        SecretHandshake later =
                new SecretHandshake(
                        new SeededIdentity(a.get("ed25519_seed").bytes()),
                        SunJceFrameCipher::new,
                        target -> Arrays.fill(target, (byte) 7),
                        new BufferPool(0));
        byte[] whole = bytes(first.get("B_to_A").list().subList(0, 2));
        assertFault(MconnFailure.FRAME_NOT_AUTHENTIC, later, new ScriptedLink(whole));
    }

    /** The key itself would do: it is its kind that is refused. */
    @Test
    @Covers({"W8.2-5", "W8.2-5h", "SC-07"})
    void run_proofWithAnSr25519Key_isRefused() throws Exception {
        byte[] key = first.get("B").get("ed25519_public").bytes();
        byte[] proof = new byte[2 + 2 + key.length];
        proof[0] = 0x0a;
        proof[1] = (byte) (2 + key.length);
        proof[2] = 0x1a; // field 3, which is sr25519 in CometBFT's PublicKey
        proof[3] = (byte) key.length;
        System.arraycopy(key, 0, proof, 4, key.length);
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        script.writeBytes(first.get("B_to_A").list().getFirst().get("tcp_bytes").bytes());
        script.writeBytes(sealed(Delimited.of(proof)));
        assertRefused(
                HandshakeFailure.AUTHENTICATION_FAILED, "node key type", script.toByteArray());
    }

    @Test
    @Covers({"W8.2-5", "W8.2-5a", "SC-08"})
    void run_proofChangedAnywhere_isRefused() {
        byte[] whole = bytes(first.get("B_to_A").list().subList(0, 2));
        for (int at = KEY_BYTES; at < whole.length; at += 61) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x10;
            assertFault(
                    MconnFailure.FRAME_NOT_AUTHENTIC,
                    handshake(first.get("A")),
                    new ScriptedLink(changed));
        }
    }

    private static AuthSig proofOf(byte[] key, byte[] signature) {
        var publicKey =
                dev.tendril.wire.proto.crypto.PublicKey.newBuilder()
                        .setEd25519(com.google.protobuf.ByteString.copyFrom(key));
        return AuthSig.newBuilder()
                .setPubKey(publicKey)
                .setSig(com.google.protobuf.ByteString.copyFrom(signature))
                .build();
    }

    private static AuthSig proof(byte[] delimited) throws Exception {
        return AuthSig.parseFrom(
                Delimited.read(
                        new ByteArrayInputStream(delimited), SecretHandshake.AUTH_BODY_MAX_BYTES));
    }
}
