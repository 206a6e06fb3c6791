package dev.tendril.transport.mconn.crypto;

/**
 * A Merlin transcript: what was said so far, and challenges drawn from it (wire.md 2.4.3). Belongs
 * to one thread.
 */
final class Merlin {

    private final Strobe strobe = new Strobe("Merlin v1.0");

    Merlin(String protocolLabel) {
        append("dom-sep", Strobe.ascii(protocolLabel));
    }

    void append(String label, byte[] message) {
        strobe.metaAd(Strobe.ascii(label), false);
        strobe.metaAd(littleEndian(message.length), true);
        strobe.ad(message, false);
    }

    byte[] challenge(String label, int lengthBytes) {
        strobe.metaAd(Strobe.ascii(label), false);
        strobe.metaAd(littleEndian(lengthBytes), true);
        return strobe.prf(lengthBytes);
    }

    /** Overwrites the state with zeros; the object must not be used afterwards. */
    void erase() {
        strobe.erase();
    }

    /** The engine below, for tests that compare its state. */
    Strobe strobe() {
        return strobe;
    }

    private static byte[] littleEndian(int value) {
        return new byte[] {
            (byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)
        };
    }
}
