package dev.tendril.peerstore.rocksdb;

import dev.tendril.api.store.Batch;
import dev.tendril.api.store.Durability;
import dev.tendril.api.store.Table;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that writes numbered records into a store and says the number of each when it is in,
 * until it is killed.
 */
final class Writer implements AutoCloseable {

    private final Process process;
    private final BufferedReader said;

    private Writer(Process process) {
        this.process = process;
        this.said = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** What runs in the other process: directory and durability as arguments. */
    public static void main(String[] args) throws IOException {
        var environment = new RocksDbEnvironment(RocksDbLimits.DEFAULT);
        var store = RocksDbPeerStore.open(Path.of(args[0]), environment);
        var durability = Durability.valueOf(args[1]);
        for (int i = 0; ; i++) {
            store.apply(
                    Batch.builder()
                            .put(Table.PEERS, key(i), new byte[1_000])
                            .put(Table.BANS, key(i), key(i))
                            .build(),
                    durability);
            System.out.println(i);
        }
    }

    static byte[] key(int i) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
    }

    /** Starts the process; its temporary files go into {@code temporary}. */
    static Writer start(Path directory, Durability durability, Path temporary) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command =
                List.of(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        classPath(),
                        Writer.class.getName(),
                        directory.toString(),
                        durability.name());
        return new Writer(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Everything this process has, be it on its class path or on its module path. */
    private static String classPath() {
        return System.getProperty("java.class.path")
                + File.pathSeparator
                + System.getProperty("jdk.module.path", "");
    }

    /** The process id, as text. */
    String pid() {
        return Long.toString(process.pid());
    }

    /** Waits until record {@code number} is in. */
    void awaitRecord(int number) throws IOException {
        var wanted = Integer.toString(number);
        String line;
        do {
            line = said.readLine();
            if (line == null) {
                throw new IOException("writer has ended by itself");
            }
        } while (!line.equals(wanted));
    }

    /** Kills the process (SIGKILL); the number of the last record it said to be in. */
    int kill() throws IOException, InterruptedException {
        // By its handle: the process object would close the stream, with what is still in it.
        process.toHandle().destroyForcibly();
        int last = -1;
        for (var line = said.readLine(); line != null; line = said.readLine()) {
            // The last line may be cut off in the middle: then it is a smaller number.
            last = Math.max(last, Integer.parseInt("0" + line));
        }
        process.waitFor();
        return last;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
