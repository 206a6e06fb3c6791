package dev.tendril.launcher;

import dev.tendril.config.NetworkConfig;
import dev.tendril.identity.FileNodeKey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether each network has a node key. A key that looks right is not computed with: the library for
 * that comes in a signed jar, whose check takes as long as a fifth of the whole start. One that
 * looks wrong is read in full, so that the reason is exact.
 */
final class NodeKeyCheck {

    private static final int KEY_LENGTH_BYTES = 64;
    private static final Pattern VALUE =
            Pattern.compile(
                    "\"type\"\\s*:\\s*\"tendermint/PrivKeyEd25519\"\\s*,\\s*\"value\"\\s*:\\s*\"([A-Za-z0-9+/]{86}==)\"");

    private NodeKeyCheck() {}

    static void run(List<NetworkConfig> networks) throws CommandException {
        for (var network : networks) {
            try {
                if (!looksRight(network.nodeKeyFile())) {
                    FileNodeKey.load(network.nodeKeyFile());
                }
            } catch (IOException e) {
                throw CommandException.failed(
                        "no node key: " + HomeLock.reason(e) + ", network: " + network.name());
            }
        }
    }

    private static boolean looksRight(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > FileNodeKey.FILE_MAX_BYTES) {
            return false;
        }
        var owner = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        if (!owner.containsAll(Files.getPosixFilePermissions(file))) {
            return false;
        }
        var value = VALUE.matcher(Files.readString(file));
        return value.find()
                && Base64.getDecoder().decode(value.group(1)).length == KEY_LENGTH_BYTES;
    }
}
