package dev.tendril.launcher;

import dev.tendril.config.NetworkConfig;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Tries the addresses the networks are to listen on, so that one that is taken is said in one line
 * before anything starts. Somebody may still take it in the moment after; then the log says so.
 */
final class ListenCheck {

    private static final int BACKLOG = 1;

    private ListenCheck() {}

    static void run(List<NetworkConfig> networks) throws CommandException {
        var open = new ArrayList<ServerSocket>();
        var owners = new HashMap<String, String>();
        try {
            for (var network : networks) {
                for (var address : network.listenAddresses()) {
                    var port = address.substring(address.lastIndexOf(':') + 1);
                    var other = port.equals("0") ? null : owners.put(address, network.name());
                    if (other != null) {
                        throw CommandException.failed(
                                "two networks listen on one address: "
                                        + address
                                        + ", networks: "
                                        + other
                                        + ", "
                                        + network.name());
                    }
                    open.add(bind(network.name(), address, Integer.parseInt(port)));
                }
            }
        } finally {
            closeAll(open);
        }
    }

    private static ServerSocket bind(String network, String address, int port)
            throws CommandException {
        var host = address.substring("tcp://".length(), address.lastIndexOf(':'));
        try {
            var inet = InetAddress.getByName(host.replaceAll("^\\[|]$", ""));
            var socket = new ServerSocket();
            try {
                socket.bind(new InetSocketAddress(inet, port), BACKLOG);
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        } catch (UnknownHostException e) {
            throw refused(network, "host is unknown", address);
        } catch (BindException e) {
            var inUse = String.valueOf(e.getMessage()).contains("in use");
            throw refused(
                    network,
                    inUse ? "port is in use: " + port : "cannot listen: " + e.getMessage(),
                    address);
        } catch (IOException e) {
            throw refused(network, "cannot listen: " + e.getMessage(), address);
        }
    }

    private static CommandException refused(String network, String why, String address) {
        return CommandException.failed(why + ", address: " + address + ", network: " + network);
    }

    private static void closeAll(List<ServerSocket> open) {
        for (var socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is only a trial: what cannot be closed is seen when the node listens.
                continue;
            }
        }
    }
}
