package dev.tendril.transport.mconn;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.identity.NodeIdentity;
import dev.tendril.transport.mconn.crypto.Frames;
import dev.tendril.transport.mconn.crypto.SunJceFrameCipher;
import dev.tendril.transport.mconn.secret.BufferPool;
import dev.tendril.transport.mconn.secret.ByteLink;
import dev.tendril.transport.mconn.secret.PlainInput;
import dev.tendril.transport.mconn.secret.SecretHandshake;
import dev.tendril.transport.mconn.secret.SecretSession;
import dev.tendril.wire.Delimited;
import dev.tendril.wire.NodeInfoDialect;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** A peer that shakes hands properly and then says what a test wants. */
final class RawPeer implements AutoCloseable {

    private static final int FRAMES = 62;

    final SocketChannel channel;
    private final ChangingLink link;
    final SecretSession session;
    private final PlainInput in;

    private RawPeer(SocketChannel channel, ChangingLink link, SecretSession session) {
        this.channel = channel;
        this.link = link;
        this.session = session;
        this.in = new PlainInput(session.reader());
        session.writer().lend(new byte[FRAMES * Frames.SEALED_BYTES], FRAMES);
    }

    static SocketChannel socket(Endpoint endpoint) throws IOException {
        Endpoint.Networked networked = (Endpoint.Networked) endpoint;
        return SocketChannel.open(new InetSocketAddress(networked.ip(), networked.port()));
    }

    static RawPeer connect(Endpoint endpoint, NodeIdentity identity) throws IOException {
        return over(socket(endpoint), identity);
    }

    /** The handshake of a peer on a socket of its own. */
    static RawPeer over(SocketChannel channel, NodeIdentity identity) throws IOException {
        ChangingLink link = new ChangingLink(new TcpLink(channel, () -> 0));
        return new RawPeer(
                channel,
                link,
                new Exchange(
                                handshake(identity),
                                Live.offer(identity, Optional.empty()),
                                NodeInfoDialect.STANDARD)
                        .run(link)
                        .session());
    }

    static SecretHandshake handshake(NodeIdentity identity) {
        return new SecretHandshake(
                identity,
                SunJceFrameCipher::new,
                new SplittableRandom(identity.nodeId().hashCode())::nextBytes,
                new BufferPool(0));
    }

    void write(byte[] plain) throws IOException {
        session.writer().write(plain, 0, plain.length);
        session.writer().flush();
    }

    /** Writes what {@code change} makes of the sealed frames. */
    void writeChanged(byte[] plain, UnaryOperator<byte[]> change) throws IOException {
        link.change = change;
        write(plain);
        link.change = UnaryOperator.identity();
    }

    void write(String hex) throws IOException {
        write(HexFormat.of().parseHex(hex));
    }

    /** The body of the next packet, in hex. */
    String readPacket() throws Exception {
        return HexFormat.of().formatHex(Delimited.read(in, 2_000_000));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Writes something else than it is told. */
    private static final class ChangingLink implements ByteLink {

        private final ByteLink link;
        private UnaryOperator<byte[]> change = UnaryOperator.identity();

        ChangingLink(ByteLink link) {
            this.link = link;
        }

        @Override
        public int read(byte[] buffer, int offset, int lengthBytes) throws IOException {
            return link.read(buffer, offset, lengthBytes);
        }

        @Override
        public int available() throws IOException {
            return link.available();
        }

        @Override
        public void write(byte[] buffer, int offset, int lengthBytes) throws IOException {
            byte[] changed = change.apply(Arrays.copyOfRange(buffer, offset, offset + lengthBytes));
            link.write(changed, 0, changed.length);
        }
    }
}
