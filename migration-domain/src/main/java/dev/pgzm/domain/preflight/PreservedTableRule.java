package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.TableShape;
import dev.pgzm.ports.error.Similar;
import dev.pgzm.ports.plan.DroppedColumns;
import dev.pgzm.ports.plan.TablePattern;
import dev.pgzm.ports.progress.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables that are to keep the destination's rows exist on both sides, can be kept in step, and hold each other's rows. */
final class PreservedTableRule implements Rule {
    @Override
    public Stream<Finding> judge(Facts facts) {
        Map<String, TableShape> there =
                facts.source().shapes().stream().collect(Collectors.toMap(TableShape::relname, Function.identity()));
        List<String> names =
                PreservedChoice.names(facts.plan(), facts.destination().shapes());
        return Stream.concat(
                facts.plan().preservation().tables().stream().flatMap(pattern -> meaningless(facts, pattern)),
                facts.destination().shapes().stream()
                        .filter(shape -> names.contains(shape.relname()))
                        .flatMap(shape -> judge(facts, shape, Optional.ofNullable(there.get(shape.relname())))));
    }

    private static Stream<Finding> meaningless(Facts facts, TablePattern pattern) {
        boolean means = facts.destination().shapes().stream()
                .anyMatch(shape -> PreservedChoice.means(facts.plan(), pattern, shape));
        return Findings.errorIf(
                !means,
                "no table of the destination's " + facts.plan().liveSchema() + " is meant by --preserved-tables "
                        + pattern,
                "its rows were to be kept"
                        + suggestion(pattern, facts.destination().shapes()),
                "Name it as psql would: in double quotes if it has upper-case letters.");
    }

    private static String suggestion(TablePattern pattern, List<TableShape> shapes) {
        return pattern.exactName()
                .flatMap(name -> Similar.to(
                        name, shapes.stream().map(TableShape::relname).toList()))
                .map(similar -> "; did you mean " + TablePattern.exactly(similar) + "?")
                .orElse("");
    }

    private static Stream<Finding> judge(Facts facts, TableShape shape, Optional<TableShape> source) {
        String name = "preserved table " + shape.relname();
        if (source.isEmpty() || source.get().sequence() != shape.sequence()) {
            return Findings.errorIf(
                    true,
                    name + " does not exist on the source",
                    "the new schema would have no place for its rows"
                            + Similar.to(
                                            shape.relname(),
                                            facts.source().shapes().stream()
                                                    .map(TableShape::relname)
                                                    .toList())
                                    .map(similar -> "; was it renamed to " + similar + "?")
                                    .orElse(""),
                    "Give it one name on both sides, or do not preserve it.");
        }
        return Stream.of(
                        obstacles(name, shape),
                        key(name, shape, source.get()),
                        columns(facts, name, shape, source.get()),
                        Findings.errorIf(
                                shape.unlogged() && !source.get().unlogged(),
                                name + " is unlogged, and the source's is not",
                                "a crash of the server would empty the one and not the other",
                                "Make both alike with ALTER TABLE ... SET LOGGED."))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> columns(Facts facts, String name, TableShape shape, TableShape source) {
        PreservedColumns columns = new PreservedColumns(facts.destination().assignmentCasts(), shape, source);
        return Stream.of(
                        dropped(facts, name, columns.dropped()),
                        Findings.errorIf(
                                !columns.unfilled().isEmpty(),
                                "new columns of " + name + " have no value for its rows: "
                                        + Findings.some(columns.unfilled()),
                                "they are NOT NULL and have no default",
                                "Give them a default on the source, or add them on the destination."),
                        Findings.errorIf(
                                !columns.retyped().isEmpty(),
                                "columns of " + name + " have another type on the source: "
                                        + Findings.some(columns.retyped()),
                                "no cast assigns the one to the other",
                                "Give both sides one type, or create such a cast on the destination."))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> dropped(Facts facts, String name, List<String> dropped) {
        boolean allowed = facts.plan().preservation().droppedColumns() == DroppedColumns.ALLOW;
        String what = "columns of " + name + " are not on the source: " + Findings.some(dropped);
        String why = "their values stay behind, in the backup";
        return Stream.concat(
                Findings.errorIf(
                        !allowed && !dropped.isEmpty(),
                        what,
                        why,
                        "Add them on the source, or accept that with --allow-dropped-columns."),
                Findings.warningIf(allowed && !dropped.isEmpty(), what, why, ""));
    }

    private static Stream<Finding> obstacles(String name, TableShape shape) {
        Stream<Finding> own = shape.obstacles().stream()
                .flatMap(obstacle -> Findings.errorIf(
                        true,
                        name + " cannot be kept in step: " + obstacle,
                        "changes of its rows would be missed",
                        "Mend that, or do not preserve it."));
        return Stream.concat(
                own,
                shape.root().stream()
                        .flatMap(root -> Findings.errorIf(
                                true,
                                name + " is a partition of " + root,
                                "rows move between partitions",
                                "Preserve the whole table.")));
    }

    private static Stream<Finding> key(String name, TableShape shape, TableShape source) {
        return Findings.errorIf(
                !shape.sequence() && shape.keys().stream().noneMatch(source.keys()::contains),
                name + " has no key that both sides know",
                "its rows could not be told apart",
                "Add a primary key, or a unique index without nulls, on the same columns on both sides.");
    }
}
