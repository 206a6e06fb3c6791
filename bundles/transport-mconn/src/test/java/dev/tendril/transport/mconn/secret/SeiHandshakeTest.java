package dev.tendril.transport.mconn.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;

import dev.tendril.api.transport.HandshakeException;
import dev.tendril.api.transport.HandshakeFailure;
import dev.tendril.testkit.Covers;
import dev.tendril.transport.mconn.SeededIdentity;
import dev.tendril.transport.mconn.crypto.EphemeralKey;
import dev.tendril.transport.mconn.crypto.Frames;
import dev.tendril.transport.mconn.crypto.SessionSecrets;
import dev.tendril.transport.mconn.crypto.SunJceFrameCipher;
import dev.tendril.wire.Delimited;
import dev.tendril.wire.proto.connection.SeiHandshake;
import dev.tendril.wire.proto.crypto.PublicKey;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Sei proves its identity in a larger message that may span frames (wire.md 2.7). */
final class SeiHandshakeTest {

    private static final SeededIdentity OURS = SeededIdentity.of(1);
    private static final SeededIdentity SEI = SeededIdentity.of(2);

    @Test
    void run_withAHundredAddresses_isUnderstood() throws Exception {
        byte[] script = script(100);
        assertTrue(script.length > 35 + 5 * Frames.SEALED_BYTES);
        SecretSession session = ours().run(new ScriptedLink(script));
        assertEquals(SEI.publicKey(), session.remoteKey());
    }

    @Test
    @Covers("W8.4-3")
    void run_withFarMore_isRefused() {
        HandshakeException refused =
                assertThrows(
                        HandshakeException.class,
                        () -> ours().run(new ScriptedLink(script(1_000))));
        assertEquals(HandshakeFailure.HANDSHAKE_MALFORMED.code(), refused.reason().code());
    }

    private static SecretHandshake ours() {
        return new SecretHandshake(
                OURS,
                SunJceFrameCipher::new,
                target -> Arrays.fill(target, (byte) 3),
                new BufferPool(0));
    }

    /** What Sei says to us, when it tells so many addresses. */
    private static byte[] script(int addresses) throws Exception {
        EphemeralKey ours = EphemeralKey.from(target -> Arrays.fill(target, (byte) 3));
        EphemeralKey theirs = EphemeralKey.from(target -> Arrays.fill(target, (byte) 4));
        byte[] shared = new byte[SessionSecrets.KEY_BYTES];
        theirs.agree(ours.publicKey(), shared);
        SessionSecrets secrets =
                SessionSecrets.derive(theirs.publicKey(), ours.publicKey(), shared);
        SeiHandshake.Builder proof =
                SeiHandshake.newBuilder()
                        .setPubKey(
                                PublicKey.newBuilder()
                                        .setEd25519(ByteString.copyFrom(SEI.publicKey().bytes())))
                        .setSig(ByteString.copyFrom(SEI.sign(secrets.challenge())))
                        .setSelfAddr(SEI.nodeId() + "@1.2.3.4:26656");
        for (int i = 0; i < addresses; i++) {
            proof.addPexAddrs(SEI.nodeId() + "@10.0.0." + i % 256 + ":26656");
        }
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        script.writeBytes(new byte[] {0x22, 0x0a, 0x20});
        script.writeBytes(theirs.publicKey());
        ScriptedLink frames = new ScriptedLink(new byte[0]);
        FrameWriter writer =
                new FrameWriter(frames, new SunJceFrameCipher(secrets.sendKey(), true), 0);
        writer.lend(new byte[Frames.SEALED_BYTES], 1);
        byte[] said = Delimited.of(proof.build().toByteArray());
        writer.write(said, 0, said.length);
        writer.flush();
        script.writeBytes(frames.written());
        return script.toByteArray();
    }
}
