package dev.tendril.transport.mconn.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * What both sides of a secret connection derive from their ephemeral keys (wire.md 2.3 to 2.5): the
 * challenge that is signed, and one key for each direction. Holds secrets: {@link #erase} when the
 * ciphers are built.
 */
public final class SessionSecrets {

    /** Size of every key, public or private, and of the challenge. */
    public static final int KEY_BYTES = 32;

    private static final String TRANSCRIPT_LABEL = "TENDERMINT_SECRET_CONNECTION_TRANSCRIPT_HASH";
    private static final byte[] KDF_INFO =
            Strobe.ascii("TENDERMINT_SECRET_CONNECTION_KEY_AND_CHALLENGE_GEN");
    private static final int KDF_OUTPUT_BYTES = 96;

    private final byte[] challenge;
    private final byte[] sendKey;
    private final byte[] receiveKey;

    private SessionSecrets(byte[] challenge, byte[] sendKey, byte[] receiveKey) {
        this.challenge = challenge;
        this.sendKey = sendKey;
        this.receiveKey = receiveKey;
    }

    /**
     * Derives the secrets. The public keys are taken as they were sent, bit 255 included; no
     * argument is kept.
     *
     * @param localPublic our ephemeral key
     * @param remotePublic the peer's ephemeral key; differs from ours
     * @param sharedSecret the X25519 result; not all zero
     * @throws GeneralSecurityException if the JDK has no HKDF-SHA256
     */
    public static SessionSecrets derive(
            byte[] localPublic, byte[] remotePublic, byte[] sharedSecret)
            throws GeneralSecurityException {
        boolean localIsLower = Arrays.compareUnsigned(localPublic, remotePublic) < 0;
        Merlin transcript = new Merlin(TRANSCRIPT_LABEL);
        transcript.append("EPHEMERAL_LOWER_PUBLIC_KEY", localIsLower ? localPublic : remotePublic);
        transcript.append("EPHEMERAL_UPPER_PUBLIC_KEY", localIsLower ? remotePublic : localPublic);
        transcript.append("DH_SECRET", sharedSecret);
        byte[] challenge = transcript.challenge("SECRET_CONNECTION_MAC", KEY_BYTES);
        transcript.erase();
        byte[] okm = expand(sharedSecret);
        byte[] first = Arrays.copyOfRange(okm, 0, KEY_BYTES);
        byte[] second = Arrays.copyOfRange(okm, KEY_BYTES, 2 * KEY_BYTES);
        Arrays.fill(okm, (byte) 0);
        return localIsLower
                ? new SessionSecrets(challenge, second, first)
                : new SessionSecrets(challenge, first, second);
    }

    /**
     * HKDF-SHA256 without salt; 96 bytes, of which the last 32 have no use since the transcript
     * replaced them.
     */
    static byte[] expand(byte[] sharedSecret) throws GeneralSecurityException {
        HKDFParameterSpec parameters =
                HKDFParameterSpec.ofExtract()
                        .addIKM(sharedSecret)
                        .thenExpand(KDF_INFO, KDF_OUTPUT_BYTES);
        return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
    }

    /** The 32 bytes that both sides sign; a copy. */
    public byte[] challenge() {
        return challenge.clone();
    }

    /** The key of what we send; not a copy. */
    public byte[] sendKey() {
        return sendKey;
    }

    /** The key of what we receive; not a copy. */
    public byte[] receiveKey() {
        return receiveKey;
    }

    /** Overwrites challenge and keys with zeros. */
    public void erase() {
        Arrays.fill(challenge, (byte) 0);
        Arrays.fill(sendKey, (byte) 0);
        Arrays.fill(receiveKey, (byte) 0);
    }
}
