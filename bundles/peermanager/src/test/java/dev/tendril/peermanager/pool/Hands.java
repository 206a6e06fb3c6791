package dev.tendril.peermanager.pool;

import dev.tendril.api.address.PeerRef;
import dev.tendril.api.peer.AcceptTicket;
import dev.tendril.api.peer.DialTicket;

import java.util.List;

/** What a router has in hand of one node, the oldest first. */
interface Hands {

    List<DialTicket> dials(int who);

    List<AcceptTicket> accepts(int who);

    List<PeerRef> links(int who);
}
