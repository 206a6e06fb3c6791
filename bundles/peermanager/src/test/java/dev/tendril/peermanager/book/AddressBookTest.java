package dev.tendril.peermanager.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.peermanager.Who;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.Seeds;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Address books as CometBFT writes them, and as damage and malice make them. */
class AddressBookTest {

    @TempDir private Path folder;

    /** An entry as CometBFT 0.38 writes it. */
    private static String entry(String id, String ip, String port) {
        return """
        \t\t{
        \t\t\t"addr": {
        \t\t\t\t"id": "%s",
        \t\t\t\t"ip": "%s",
        \t\t\t\t"port": %s
        \t\t\t},
        \t\t\t"src": {
        \t\t\t\t"id": "%s",
        \t\t\t\t"ip": "1.1.1.1",
        \t\t\t\t"port": 26656
        \t\t\t},
        \t\t\t"buckets": [
        \t\t\t\t3,
        \t\t\t\t17
        \t\t\t],
        \t\t\t"attempts": 0,
        \t\t\t"bucket_type": 1,
        \t\t\t"last_attempt": "2022-01-01T00:00:00Z",
        \t\t\t"last_success": "0001-01-01T00:00:00Z",
        \t\t\t"last_ban_time": "0001-01-01T00:00:00Z"
        \t\t}\
        """
                .formatted(id, ip, port, id);
    }

    private static String entry(int number) {
        var who = Who.of(number);
        return entry(who.id().hex(), who.ip(), "26656");
    }

    private static String whole(int... numbers) {
        return Arrays.stream(numbers)
                .mapToObj(AddressBookTest::entry)
                .collect(
                        Collectors.joining(
                                ",\n",
                                "{\n\t\"key\": \"0123456789abcdef01234567\",\n\t\"addrs\": [\n",
                                "\n\t]\n}"));
    }

    private AddressBook read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private AddressBook read(byte[] bytes) throws IOException {
        return AddressBook.read(Files.write(folder.resolve("addrbook.json"), bytes));
    }

    @Test
    void whatCometBftWrites_isRead() throws IOException {
        var book = read(whole(1, 2));
        assertEquals(List.of(Who.of(1).address(), Who.of(2).address()), book.addresses());
        assertEquals(Map.of(), book.leftOut());
        assertEquals(Optional.empty(), book.damage());
        assertEquals(Optional.empty(), read("{\"key\":\"\",\"addrs\":null}").damage());
        assertEquals(Optional.empty(), read("{\"addrs\":[]}").damage());
    }

    @Test
    @Covers("W8.3-8")
    void tornFile_givesWhatIsBeforeTheTear() throws IOException {
        var text = whole(1, 2, 3);
        var book = read(text.substring(0, text.lastIndexOf("\"ip\"")));
        assertEquals(2, book.addresses().size());
        assertTrue(book.damage().orElseThrow().startsWith("file ends too early"), book.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'';file ends too early",
                "not json;expected '{'",
                "[];expected '{'",
                "{};there is no list",
                "{\"addrs\":7};there is no list",
                "{\"addrs\":[{\"addr\":[[[[[[[[[[[;values lie too deep",
                "{\"addrs\":[\"\\q\"]};unknown escape",
            })
    void whatIsNoBook_isNamed(String text, String damage) throws IOException {
        var book = read(text);
        assertTrue(book.damage().orElseThrow().contains(damage), book.toString());
        assertEquals(List.of(), book.addresses());
    }

    @Test
    void missingAndHugeFiles_areNamed() throws IOException {
        var missing = AddressBook.read(folder.resolve("none.json")).damage();
        assertEquals(Optional.of("there is no such file"), missing);
        assertEquals(missing, AddressBook.read(folder).damage(), "a directory");
        var huge = folder.resolve("huge.json");
        try (var file = new java.io.RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(AddressBook.BYTES_MAX + 1);
        }
        assertTrue(AddressBook.read(huge).damage().orElseThrow().startsWith("file is too large"));
        var many = whole(IntStream.rangeClosed(1, AddressBook.ENTRIES_MAX + 1).toArray());
        var book = read(many.replaceAll("\\s", ""));
        assertTrue(book.damage().orElseThrow().contains("more entries"), book.damage().toString());
        assertEquals(AddressBook.ENTRIES_MAX, book.addresses().size());
    }

    @Test
    @Covers("W8.3-8")
    void hostileEntries_areLeftOutAndCounted() throws IOException {
        var id = Who.of(1).id().hex();
        var entries =
                List.of(
                        entry("../../etc/passwd", "20.0.0.1", "1"),
                        entry("", "20.0.0.1", "1"),
                        entry(id, "evil.example", "1"),
                        entry(id, "20.0.0.1.5", "1"),
                        entry(id, "20.0.0.1", "0"),
                        entry(id, "20.0.0.1", "65536"),
                        entry(id, "20.0.0.1", "-1"),
                        entry(id, "20.0.0.1", "1e3"),
                        "7",
                        "{\"addr\":null}",
                        entry(id, "20.0.0.1", "65535"));
        var book = read("{\"addrs\":[" + String.join(",", entries) + "]}");
        assertEquals(
                Map.of("bad-id", 2, "bad-ip", 2, "bad-port", 4, "no-address", 2), book.leftOut());
        assertEquals(List.of(Who.of(1).address("20.0.0.1", 65_535)), book.addresses());
        assertEquals(Optional.empty(), book.damage());
    }

    @Test
    void anyBytes_areReadToAnEnd() throws IOException {
        var random = Seeds.random(AddressBookTest.class);
        var whole = whole(1, 2, 3).getBytes(StandardCharsets.UTF_8);
        for (var i = 0; i < 2_000; i++) {
            var bytes = Arrays.copyOf(whole, random.nextInt(whole.length));
            for (var flips = random.nextInt(6); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertTrue(read(bytes).damage().isPresent(), "it is cut");
        }
    }
}
