package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.ColumnShape;
import dev.pgzm.ports.catalog.TableShape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far the columns of a table's next definition hold the values of its live one; they are matched by name. */
final class PreservedColumns {
    private static final Set<String> TEXT = Set.of("text", "character varying", "character");

    private final Set<String> assignmentCasts;
    private final Map<String, ColumnShape> live;
    private final Map<String, ColumnShape> next;

    /**
     * @param assignmentCasts as {@code from to to}, of the destination
     */
    PreservedColumns(Set<String> assignmentCasts, TableShape live, TableShape next) {
        this.assignmentCasts = assignmentCasts;
        this.live = byName(live);
        this.next = byName(next);
    }

    private static Map<String, ColumnShape> byName(TableShape shape) {
        return shape.columns().stream().collect(Collectors.toMap(ColumnShape::attname, Function.identity()));
    }

    /** Those whose values have no place. */
    List<String> dropped() {
        return live.values().stream()
                .filter(column -> !column.generated() && !next.containsKey(column.attname()))
                .map(ColumnShape::attname)
                .toList();
    }

    /** New ones that must have a value, and get none. */
    List<String> unfilled() {
        return next.values().stream()
                .filter(column -> !column.filled() && !column.generated() && !live.containsKey(column.attname()))
                .map(ColumnShape::attname)
                .toList();
    }

    /** Those whose type no cast assigns to the new one, with both. */
    List<String> retyped() {
        return live.values().stream()
                .flatMap(column -> Stream.ofNullable(next.get(column.attname()))
                        .filter(other -> !other.generated() && !fits(column.type(), other.type()))
                        .map(other -> column.attname() + " (" + column.type() + " to " + other.type() + ")"))
                .toList();
    }

    private boolean fits(String from, String to) {
        return from.equals(to) || TEXT.contains(to) || assignmentCasts.contains(from + " to " + to);
    }
}
