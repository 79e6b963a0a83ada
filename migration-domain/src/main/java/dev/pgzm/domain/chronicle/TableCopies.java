package dev.pgzm.domain.chronicle;

import dev.pgzm.ports.chronicle.ImmutableChapter;
import dev.pgzm.ports.chronicle.TableCopy;
import dev.pgzm.ports.progress.Activity;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds the copies of parts up to those of tables, of which the largest are told one by one. */
final class TableCopies {
    private static final int TOLD = 100;

    private final Map<String, TableCopy> tables = new HashMap<>();

    void add(Activity part, Duration took) {
        TableCopy copy = new TableCopy(
                part.item().object(), part.item().kind(), part.item().size(), part.rows(), part.bytes(), took);
        tables.merge(copy.name(), copy, TableCopy::plus);
    }

    ImmutableChapter.Builder describe(ImmutableChapter.Builder chapter) {
        List<TableCopy> sorted = tables.values().stream()
                .sorted(Comparator.comparingLong(TableCopy::size)
                        .thenComparingLong(TableCopy::bytes)
                        .reversed()
                        .thenComparing(TableCopy::name))
                .toList();
        int told = Math.min(TOLD, sorted.size());
        List<TableCopy> others = sorted.subList(told, sorted.size());
        return chapter.tables(sorted.subList(0, told))
                .moreTables(others.size())
                .rest(others.stream().map(TableCopies::unnamed).reduce(TableCopy::plus));
    }

    private static TableCopy unnamed(TableCopy copy) {
        return new TableCopy("", copy.kind(), copy.size(), copy.rows(), copy.bytes(), copy.took());
    }
}
