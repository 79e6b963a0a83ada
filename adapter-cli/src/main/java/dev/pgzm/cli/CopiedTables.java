package dev.pgzm.cli;

import dev.pgzm.ports.chronicle.Chapter;
import dev.pgzm.ports.chronicle.Chronicle;
import dev.pgzm.ports.chronicle.TableCopy;
import dev.pgzm.ports.progress.WorkKind;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables that were copied, in all runs together. */
final class CopiedTables {
    private static final int FIRST = 20;

    private final List<TableCopy> tables;
    private final List<TableCopy> rests;
    private final int others;
    private final String liveSchema;

    /**
     * A table, or what is left of them.
     *
     * @param share of the largest one's size, in percent
     */
    record Row(
            String name,
            String note,
            String size,
            String rows,
            String relayed,
            String took,
            String rate,
            String share) {}

    CopiedTables(Chronicle chronicle) {
        Map<String, TableCopy> byName = new LinkedHashMap<>();
        chronicle.chapters().stream()
                .flatMap(chapter -> chapter.tables().stream())
                .forEach(table -> byName.merge(table.name(), table, TableCopy::plus));
        this.tables = byName.values().stream()
                .sorted(Comparator.comparingLong(TableCopy::size).reversed())
                .toList();
        this.rests = chronicle.chapters().stream()
                .flatMap(chapter -> chapter.rest().stream())
                .collect(Collectors.toList());
        this.others =
                chronicle.chapters().stream().mapToInt(Chapter::moreTables).sum();
        this.liveSchema = chronicle.plan().liveSchema() + ".";
    }

    boolean any() {
        return !tables.isEmpty();
    }

    List<Row> rows() {
        return tables.stream().map(each -> row(each, name(each.name()))).toList();
    }

    /** The largest, for a page that should stay short. */
    List<Row> first() {
        return rows().stream().limit(FIRST).toList();
    }

    /** Those that are not among the first, one by one. */
    List<Row> others() {
        return rows().stream().skip(FIRST).toList();
    }

    boolean hasOthers() {
        return !others().isEmpty();
    }

    String beyondFirst() {
        int left = tables.size() + others - first().size();
        return left <= 0 ? "" : "and " + Sizes.count(left) + " more tables";
    }

    List<Row> rest() {
        return rests.stream()
                .reduce(TableCopy::plus)
                .map(each -> row(each, "and " + Sizes.count(others) + " smaller tables"))
                .stream()
                .toList();
    }

    private String name(String name) {
        return name.startsWith(liveSchema) ? name.substring(liveSchema.length()) : name;
    }

    private Row row(TableCopy table, String name) {
        return new Row(
                name,
                table.kind() == WorkKind.PRESERVE ? "preserved" : "",
                table.size() == 0 ? "" : Sizes.bytes(table.size()),
                table.kind() == WorkKind.PRESERVE ? "" : Sizes.count(table.rows()),
                Sizes.bytes(table.bytes()),
                Sizes.duration(table.took()),
                rate(table.bytes(), table.took()),
                share(table));
    }

    /** By one worker: parts that were copied at once count one after the other. */
    private static String rate(long bytes, Duration took) {
        double seconds = took.toNanos() / 1e9;
        return seconds < 0.01 ? "" : Sizes.bytes((long) (bytes / seconds)) + "/s";
    }

    private String share(TableCopy table) {
        long largest = Math.max(1, tables.get(0).size());
        return String.format(Locale.ROOT, "%.1f", Math.min(100, 100.0 * table.size() / largest));
    }
}
