package dev.tendril.transport.mconn;

import dev.tendril.transport.mconn.packet.KeepAlive;

/** What a connection has after its handshake. */
record Halves(Receiver receiver, Sender sender, KeepAlive keepAlive, Watchdog watchdog) {}
