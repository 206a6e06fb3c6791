package dev.tendril.transport.mconn;

import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.Protocol;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;

/** Small things about sockets. */
final class Sockets {

    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);
    private static final byte[] BROADCAST = {(byte) 255, (byte) 255, (byte) 255, (byte) 255};

    private Sockets() {}

    static Endpoint.Networked endpoint(SocketAddress address) {
        InetSocketAddress inet = (InetSocketAddress) address;
        return new Endpoint.Networked(Protocol.MCONN, inet.getAddress(), inet.getPort());
    }

    /** The options of a connection: what is written leaves at once, because we write in batches. */
    static void configure(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }

    /**
     * Where to dial for {@code endpoint}: "any address" means this host, no port the default one.
     */
    static InetSocketAddress dialable(Endpoint.Networked endpoint) throws IOException {
        InetAddress ip = endpoint.ip();
        if (ip.isMulticastAddress() || java.util.Arrays.equals(ip.getAddress(), BROADCAST)) {
            throw new IOException("address is not of one host, endpoint: " + endpoint);
        }
        int port = endpoint.port() == 0 ? MconnOptions.DEFAULT_PORT : endpoint.port();
        return new InetSocketAddress(ip.isAnyLocalAddress() ? loopbackLike(ip) : ip, port);
    }

    static void closeQuietly(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("socket did not close cleanly", e);
        }
    }

    private static InetAddress loopbackLike(InetAddress any) throws IOException {
        byte[] loopback =
                any instanceof Inet4Address
                        ? new byte[] {127, 0, 0, 1}
                        : new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
        return InetAddress.getByAddress(loopback);
    }
}
