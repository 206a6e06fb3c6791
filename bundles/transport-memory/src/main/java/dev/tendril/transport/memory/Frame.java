package dev.tendril.transport.memory;

import dev.tendril.api.address.PublicKey;
import dev.tendril.api.channel.ChannelId;
import dev.tendril.api.node.NodeInfo;

/** What goes over a connection: three frames of a handshake in each direction, then messages. */
sealed interface Frame {

    /** What it counts for in limits and figures. */
    int sizeBytes();

    /** Who we say we are, and a number used once that the other side is to sign. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
    record Hello(PublicKey key, byte[] nonce) implements Frame {
        @Override
        public int sizeBytes() {
            return PublicKey.LENGTH_BYTES + nonce.length;
        }
    }

    /** The signature that proves the key. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
    record Proof(byte[] signature) implements Frame {
        @Override
        public int sizeBytes() {
            return signature.length;
        }
    }

    /** What the node tells about itself. */
    record Info(NodeInfo node) implements Frame {

        /** A node info has no bytes here; this is about what it takes on a wire. */
        private static final int SIZE_BYTES = 200;

        @Override
        public int sizeBytes() {
            return SIZE_BYTES;
        }
    }

    /** A whole message; the bytes belong to the frame. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
    record Message(ChannelId channel, byte[] bytes) implements Frame {
        @Override
        public int sizeBytes() {
            return bytes.length;
        }
    }
}
