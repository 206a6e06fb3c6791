package dev.tendril.peermanager.book;

import dev.tendril.api.address.NodeAddress;
import dev.tendril.api.address.NodeId;
import dev.tendril.api.address.Protocol;
import dev.tendril.peermanager.policy.IpRange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an {@code addrbook.json} of Tendermint 0.34 or CometBFT says (wire.md 5.7). Only who is
 * where is taken over: what that node thought of its peers is its own.
 *
 * @param addresses each that can be read, in the order of the file
 * @param leftOut how many entries cannot be used, by the reason
 * @param damage why the file was not read to its end; empty when it was
 */
public record AddressBook(
        List<NodeAddress> addresses, SortedMap<String, Integer> leftOut, Optional<String> damage) {

    /** The largest file that is read; that of a node at its limits has 8 MB. */
    public static final long BYTES_MAX = 32L << 20;

    /** Entries that are looked at; a node keeps at most 20,480. */
    public static final int ENTRIES_MAX = 32_768;

    public AddressBook {
        addresses = List.copyOf(addresses);
        leftOut = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    }

    /** Reads {@code file}; whatever is in it, this ends. Blocks for the disk. */
    public static AddressBook read(Path file) {
        var reading = new Reading();
        Optional<String> damage;
        try {
            damage = reading.read(file);
        } catch (BadBookException e) {
            damage = Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            damage = Optional.of("cannot be read: " + e);
        }
        return new AddressBook(reading.addresses, reading.leftOut, damage);
    }

    /** One reading of one file. */
    private static final class Reading {

        private final List<NodeAddress> addresses = new ArrayList<>();
        private final SortedMap<String, Integer> leftOut = new TreeMap<>();
        private int entries;
        private boolean isFound;

        Optional<String> read(Path file) throws IOException {
            if (!Files.isRegularFile(file)) {
                return Optional.of("there is no such file");
            }
            if (Files.size(file) > BYTES_MAX) {
                return Optional.of("file is too large, bytes: " + Files.size(file));
            }
            try (var in = Files.newInputStream(file);
                    var decoded = new java.io.InputStreamReader(in, StandardCharsets.UTF_8);
                    var text = new java.io.BufferedReader(decoded)) {
                top(new JsonReader(text));
            }
            return isFound ? Optional.empty() : Optional.of("there is no list \"addrs\" in it");
        }

        private void top(JsonReader json) throws IOException {
            json.expect('{');
            for (var more = !json.accept('}'); more; more = json.isMore('}')) {
                var name = json.text();
                json.expect(':');
                if (name.equals("addrs") && json.accept('[')) {
                    isFound = true;
                    entries(json);
                } else {
                    var value = json.value();
                    isFound |= name.equals("addrs") && value.equals("null"); // an empty book
                }
            }
        }

        private void entries(JsonReader json) throws IOException {
            for (var more = !json.accept(']'); more; more = json.isMore(']')) {
                var entry = json.value();
                if (++entries > ENTRIES_MAX) {
                    throw new BadBookException("file has more entries than " + ENTRIES_MAX);
                }
                take(entry);
            }
        }

        private void take(Object entry) {
            var address = entry instanceof Map<?, ?> members ? members.get("addr") : null;
            if (!(address instanceof Map<?, ?> fields)) {
                leaveOut("no-address");
                return;
            }
            var id = text(fields, "id");
            var ip = IpRange.literal(text(fields, "ip"));
            var port = text(fields, "port");
            if (!NodeId.isValid(id)) {
                leaveOut("bad-id");
            } else if (ip.isEmpty()) {
                leaveOut("bad-ip");
            } else if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65_535) {
                leaveOut("bad-port");
            } else {
                addresses.add(
                        NodeAddress.networked(
                                Protocol.MCONN,
                                new NodeId(id),
                                ip.get().getHostAddress(),
                                Integer.parseInt(port)));
            }
        }

        private static String text(Map<?, ?> fields, String name) {
            return fields.get(name) instanceof String text ? text : "";
        }

        private void leaveOut(String reason) {
            leftOut.merge(reason, 1, Integer::sum);
        }
    }
}
