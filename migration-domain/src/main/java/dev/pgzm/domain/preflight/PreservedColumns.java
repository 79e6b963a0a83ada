package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.ColumnShape;
import dev.pgzm.ports.catalog.TableShape;
import dev.pgzm.ports.plan.DroppedColumns;
import dev.pgzm.ports.progress.Finding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the columns of a table's new definition hold the values of its old one; they are matched by name. */
final class PreservedColumns {
    private static final Set<String> TEXT = Set.of("text", "character varying", "character");

    private final Facts facts;
    private final Map<String, ColumnShape> live;
    private final Map<String, ColumnShape> next;

    PreservedColumns(Facts facts, TableShape shape, TableShape source) {
        this.facts = facts;
        this.live = byName(shape);
        this.next = byName(source);
    }

    private static Map<String, ColumnShape> byName(TableShape shape) {
        return shape.columns().stream().collect(Collectors.toMap(ColumnShape::attname, Function.identity()));
    }

    /**
     * @param table in words
     */
    Stream<Finding> judge(String table) {
        return Stream.of(dropped(table), unfilled(table), retyped(table)).flatMap(findings -> findings);
    }

    private Stream<Finding> dropped(String table) {
        List<String> dropped = live.values().stream()
                .filter(column -> !column.generated() && !next.containsKey(column.attname()))
                .map(ColumnShape::attname)
                .toList();
        boolean allowed = facts.plan().preservation().droppedColumns() == DroppedColumns.ALLOW;
        String what = "columns of " + table + " are not on the source: " + Findings.some(dropped);
        String why = "their values stay behind, in the backup";
        return Stream.concat(
                Findings.errorIf(
                        !allowed && !dropped.isEmpty(),
                        what,
                        why,
                        "Add them on the source, or accept that with --allow-dropped-columns."),
                Findings.warningIf(allowed && !dropped.isEmpty(), what, why, ""));
    }

    private Stream<Finding> unfilled(String table) {
        List<String> unfilled = next.values().stream()
                .filter(column -> !column.filled() && !column.generated() && !live.containsKey(column.attname()))
                .map(ColumnShape::attname)
                .toList();
        return Findings.errorIf(
                !unfilled.isEmpty(),
                "new columns of " + table + " have no value for its rows: " + Findings.some(unfilled),
                "they are NOT NULL and have no default",
                "Give them a default on the source, or add them on the destination.");
    }

    private Stream<Finding> retyped(String table) {
        List<String> retyped = live.values().stream()
                .flatMap(column -> Stream.ofNullable(next.get(column.attname()))
                        .filter(other -> !other.generated() && !fits(column.type(), other.type()))
                        .map(other -> column.attname() + " (" + column.type() + " to " + other.type() + ")"))
                .toList();
        return Findings.errorIf(
                !retyped.isEmpty(),
                "columns of " + table + " have another type on the source: " + Findings.some(retyped),
                "no cast assigns the one to the other",
                "Give both sides one type, or create such a cast on the destination.");
    }

    private boolean fits(String from, String to) {
        return from.equals(to)
                || TEXT.contains(to)
                || facts.destination().assignmentCasts().contains(from + " to " + to);
    }
}
