package dev.tendril.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

class RequirementsTest {
    private static final String LIST = "# about\n\n# First\nRT-01\tone\nRT-02\ttwo\nLP-01\tother\n";

    @TempDir Path folder;

    @Test
    void read_givesIdsWithTextAndHeading() throws IOException {
        Requirements read = read(LIST, "");
        assertEquals(List.of("RT-01", "RT-02", "LP-01"), List.copyOf(read.all().keySet()));
        assertEquals(
                new Requirements.Requirement("RT-02", "First", "two"), read.all().get("RT-02"));
    }

    @Test
    void read_ofALineThatIsNone_isRefused() {
        for (String list :
                List.of(
                        "RT-01 no tab",
                        "RT-01\t",
                        "RT-01\ttwo\tmore",
                        "RT-01\t spaces ",
                        "rt-01\tlower",
                        "RT-01\tone\nRT-01\ttwice")) {
            assertThrows(IllegalArgumentException.class, () -> read(list + "\n", ""), list);
        }
    }

    @Test
    void read_ofADeviationThatIsNone_isRefused() {
        for (String deviations :
                List.of(
                        "RT-01\tdeclined",
                        "RT-01\tperhaps\tWhy.",
                        "RT-01\tdeclined\tWhy.\nRT-01\tdiffers\tWhy.")) {
            assertThrows(IllegalArgumentException.class, () -> read(LIST, deviations + "\n"));
        }
    }

    @Test
    void isId_knowsTheShapesThatAreUsed() {
        for (String id : List.of("PMO-17", "N-PEX-11", "D-1", "L-7", "W8.2-3", "W8.3-6k")) {
            assertTrue(Requirements.isId(id), id);
        }
        for (String text : List.of("", "PMO-", "pmo-1", "W8.1-1", "W8.2-3ab", "D-123")) {
            assertFalse(Requirements.isId(text), text);
        }
    }

    @Test
    void problems_ofDeviationsThatSayWhatIs_areNone() throws IOException {
        Requirements read = read(many(40), "LP-01\tdeclined\tWhy.\nRT-01\tdiffers\tWhy.\n");
        assertEquals(List.of(), read.problems(Set.of("RT-01")));
        assertTrue(read.isDeclined("LP-01"));
        assertFalse(read.isDeclined("RT-01"));
    }

    @Test
    void problems_tellOfEachDeviationThatIsWrong() throws IOException {
        Requirements read =
                read(
                        many(60),
                        "XX-01\tdeclined\tWhy.\nRT-01\tdeclined\tno sentence\n"
                                + "RT-02\tdeclined\tWhy.\nRT-03\tdiffers\tWhy.\n");
        assertEquals(
                List.of(
                        "XX-01: a deviation of an unknown id",
                        "RT-01: the reason of its deviation is no sentence",
                        "RT-02: declined, but a test covers it",
                        "RT-03: differs, but no test shows what we do instead"),
                read.problems(Set.of("RT-02")));
    }

    @Test
    void problems_ofTooManyDeclined_countsThoseOfOurOwnStackOnly() throws IOException {
        assertEquals(
                List.of(),
                read(many(40), declined(2) + "LP-01\tdeclined\tWhy.\n").problems(Set.of()));
        assertEquals(
                List.of("3 of 40 ids declined, too many"),
                read(many(40), declined(3)).problems(Set.of()));
    }

    @Test
    void problems_ofMoreThanThirtyDeclined_isOneWhateverTheShare() throws IOException {
        String list = many(99) + many(99).replace("RT", "RA") + many(99).replace("RT", "RD");
        list += many(99).replace("RT", "RO") + many(99).replace("RT", "CT");
        list += many(99).replace("RT", "TC") + many(99).replace("RT", "EP");
        list = list.replace("LP-01\tother\n", "");
        assertEquals(List.of(), read(list, declined(30)).problems(Set.of()));
        assertEquals(
                List.of("31 ids declined, limit: 30"), read(list, declined(31)).problems(Set.of()));
    }

    private Requirements read(String list, String deviations) throws IOException {
        Path requirements = Files.writeString(folder.resolve("list"), list);
        return Requirements.read(
                requirements, Files.writeString(folder.resolve("deviations"), deviations));
    }

    private static String many(int count) {
        StringBuilder list = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            list.append("RT-%02d\ttext\n".formatted(i));
        }
        return list + "LP-01\tother\n";
    }

    private static String declined(int count) {
        StringBuilder list = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            list.append("RT-%02d\tdeclined\tWhy.\n".formatted(i));
        }
        return list.toString();
    }
}
