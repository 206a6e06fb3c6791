package dev.tendril.shell.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of texts for a terminal, at most {@value #WIDTH_MAX} columns wide: what is too long in
 * the last columns is cut and ends in {@code …}. Not for use by several threads.
 */
final class Table {

    /** Widest line. */
    static final int WIDTH_MAX = 120;

    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A column.
     *
     * @param title its head
     * @param right whether it is aligned to the right, as numbers are
     * @param widthMax widest cell
     */
    record Column(String title, boolean right, int widthMax) {}

    Table(Column... columns) {
        this.columns = List.of(columns);
    }

    static Column left(String title, int widthMax) {
        return new Column(title, false, widthMax);
    }

    static Column right(String title, int widthMax) {
        return new Column(title, true, widthMax);
    }

    /** Adds a row: one cell for each column. */
    void row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    "row has other cells than the table: " + Arrays.toString(cells));
        }
        rows.add(Arrays.stream(cells).map(cell -> cell(cell.toString())).toList());
    }

    private static String cell(String text) {
        return text.isEmpty() ? "-" : oneLine(text);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The lines, each ended. */
    String text() {
        var widths = widths();
        var out = new StringBuilder();
        line(columns.stream().map(Column::title).toList(), widths, out);
        rows.forEach(row -> line(row, widths, out));
        return out.toString();
    }

    private int[] widths() {
        var widths = new int[columns.size()];
        var left = WIDTH_MAX + GAP.length();
        for (var i = 0; i < widths.length; i++) {
            var at = i;
            var column = columns.get(i);
            var widest = rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
            var wanted = Math.max(column.title().length(), Math.min(column.widthMax(), widest));
            var rest = columns.size() - i - 1;
            widths[i] = Math.max(1, Math.min(wanted, left - GAP.length() - rest * 3));
            left -= widths[i] + GAP.length();
        }
        return widths;
    }

    private void line(List<String> cells, int[] widths, StringBuilder out) {
        var line = new StringBuilder();
        for (var i = 0; i < widths.length; i++) {
            var cell = cut(cells.get(i), widths[i]);
            var padding = " ".repeat(widths[i] - cell.length());
            line.append(columns.get(i).right() ? padding + cell : cell + padding).append(GAP);
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    /** {@code text} in at most {@code width} characters. */
    static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    /** {@code text} without line ends and what else moves the cursor of a terminal. */
    static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
