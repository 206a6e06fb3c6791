package dev.tendril.reactor.pex;

import com.google.protobuf.Message;

import dev.tendril.api.address.AddressFormatException;
import dev.tendril.api.address.Endpoint;
import dev.tendril.api.address.NodeAddress;
import dev.tendril.wire.proto.pex.PexAddrs;
import dev.tendril.wire.proto.pex.PexUrlResponse;

import java.util.ArrayList;
import java.util.List;

/** Lists of addresses in both dialects. */
final class PexAnswers {

    /** Most addresses we tell at once: what the strictest family accepts (wire.md 5.2). */
    static final int SENT_MAX = 100;

    /** Most addresses we take at once: what the most talkative family sends. */
    static final int ACCEPTED_MAX = 250;

    /** Longest answer we send: what the strictest family accepts. */
    static final int SENT_MAX_BYTES = 25_600;

    /** More than tag and length of an entry. */
    private static final int ENTRY_OVERHEAD_BYTES = 8;

    private PexAnswers() {}

    /** The answer that tells as many of {@code addresses} as {@code dialect} and limits allow. */
    static Message write(Dialect dialect, List<NodeAddress> addresses) {
        var budget = new Budget();
        return switch (dialect) {
            case V1 -> {
                var answer = PexAddrs.newBuilder();
                for (var address : addresses) {
                    PexAddresses.v1(address).filter(budget::take).ifPresent(answer::addAddrs);
                }
                yield answer.build();
            }
            case URL -> {
                var answer = PexUrlResponse.newBuilder();
                for (var address : addresses) {
                    var entry = PexAddresses.url(address);
                    if (budget.take(entry)) {
                        answer.addAddresses(entry);
                    }
                }
                yield answer.build();
            }
        };
    }

    /** What is left of an answer's limits. */
    private static final class Budget {
        private int entries = SENT_MAX;
        private int bytes = SENT_MAX_BYTES;

        private boolean take(Message entry) {
            var size = entry.getSerializedSize() + ENTRY_OVERHEAD_BYTES;
            if (entries == 0 || bytes < size) {
                return false;
            }
            entries--;
            bytes -= size;
            return true;
        }
    }

    /**
     * What a peer has told.
     *
     * @param addresses those that can be used, each once, in its order
     * @param malformed how many entries were no addresses
     * @param bogus how many addresses were of a kind that no node can have
     * @param total how many entries there were
     */
    record Told(List<NodeAddress> addresses, int malformed, int bogus, int total) {

        private static Told of(List<NodeAddress> read, int malformed, int total) {
            var possible = read.stream().filter(Told::isPossible).toList();
            var bogus = read.size() - possible.size();
            return new Told(possible.stream().distinct().toList(), malformed, bogus, total);
        }

        private static boolean isPossible(NodeAddress address) {
            return !address.isNetworked() || !IpText.isNobodys(address.host());
        }
    }

    static Told read(PexAddrs answer) {
        var addresses = new ArrayList<NodeAddress>();
        var malformed = 0;
        for (var entry : answer.getAddrsList()) {
            try {
                addresses.add(PexAddresses.read(entry));
            } catch (AddressFormatException e) {
                malformed++;
            }
        }
        return Told.of(addresses, malformed, answer.getAddrsCount());
    }

    static Told read(PexUrlResponse answer, Endpoint remote) {
        var addresses = new ArrayList<NodeAddress>();
        var malformed = 0;
        for (var entry : answer.getAddressesList()) {
            try {
                PexAddresses.read(entry, remote).ifPresent(addresses::add);
            } catch (AddressFormatException e) {
                malformed++;
            }
        }
        return Told.of(addresses, malformed, answer.getAddressesCount());
    }
}
