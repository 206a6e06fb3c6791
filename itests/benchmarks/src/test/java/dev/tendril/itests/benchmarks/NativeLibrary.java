package dev.tendril.itests.benchmarks;

import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Unpacks RocksDB's library once, so that not every process has to. */
final class NativeLibrary {

    private NativeLibrary() {}

    /** The directory for {@code java.library.path}. */
    static Path extract(Path folder) throws IOException {
        var directory = Files.createDirectories(folder.resolve("native"));
        var resource = "/" + Environment.getJniLibraryFileName("rocksdb");
        try (var in = RocksDB.class.getResourceAsStream(resource)) {
            if (in != null) { // else each process unpacks its own, which is only slower
                var name = System.mapLibraryName(Environment.getSharedLibraryName("rocksdb"));
                Files.copy(in, directory.resolve(name));
            }
        }
        return directory;
    }
}
