package dev.tendril.shell.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class TableTest {

    @Test
    void text_alignsNumbersToTheRightAndTextToTheLeft() {
        var table = new Table(Table.right("#", 6), Table.left("NAME", 9));
        table.row(1, "a");
        table.row(23, "longer");

        assertEquals(" #  NAME\n 1  a\n23  longer\n", table.text());
    }

    @Test
    void text_cutsCellsAtTheirColumnsWidth() {
        var table = new Table(Table.left("A", 4), Table.left("B", 4));
        table.row("abcdef", "x");

        assertEquals("A     B\nabc…  x\n", table.text());
    }

    @Test
    void text_isNeverWiderThanATerminal() {
        var table = new Table(Table.left("A", 90), Table.left("B", 90), Table.right("C", 90));
        table.row("a".repeat(200), "b".repeat(200), "c".repeat(200));

        table.text().lines().forEach(line -> assertTrue(line.length() <= 120, line));
        assertEquals(2, table.text().lines().count());
    }

    @Test
    void row_controlCharactersAndNothing_doNotBreakTheLine() {
        var table = new Table(Table.left("A", 20), Table.left("B", 20));
        table.row("a\nb\u001b[31m", "");

        assertEquals("A         B\na b [31m  -\n", table.text());
    }

    @Test
    void row_withOtherCells_isOurBug() {
        var table = new Table(Table.left("A", 1));

        assertThrows(IllegalArgumentException.class, () -> table.row("a", "b"));
    }
}
