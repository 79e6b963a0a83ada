package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.ColumnShape;
import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.ImmutableTableShape;
import dev.pgzm.ports.catalog.TableShape;
import dev.pgzm.ports.error.Similar;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.TablePattern;
import dev.pgzm.ports.progress.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tables that keep their rows in a rollback exist on both sides, and their rows can be told apart and brought over. */
final class KeptTableRule {
    private final Plan plan;
    private final DestinationFacts live;
    private final List<TableShape> backup;

    /**
     * @param plan its shadow schema is the backup
     */
    KeptTableRule(Plan plan, DestinationFacts live, List<TableShape> backup) {
        this.plan = plan;
        this.live = live;
        this.backup = backup;
    }

    Stream<Finding> judge(List<String> kept) {
        return Stream.concat(
                plan.preservation().tables().stream().flatMap(this::meaningless),
                live.shapes().stream()
                        .filter(shape -> kept.contains(shape.relname()))
                        .flatMap(this::judge));
    }

    private Stream<Finding> meaningless(TablePattern pattern) {
        boolean means = live.shapes().stream().anyMatch(shape -> PreservedChoice.means(plan, pattern, shape));
        return Findings.errorIf(
                !means,
                "no table of " + plan.liveSchema() + " is meant by --keep-tables " + pattern,
                "its rows were to be kept"
                        + pattern.exactName()
                                .map(name -> didYouMean(name, live.shapes()))
                                .orElse(""),
                "Name it as psql would: in double quotes if it has upper-case letters.");
    }

    private static String didYouMean(String relname, List<TableShape> shapes) {
        return Similar.to(relname, shapes.stream().map(TableShape::relname).toList())
                .map(similar -> "; did you mean " + TablePattern.exactly(similar) + "?")
                .orElse("");
    }

    private Stream<Finding> judge(TableShape shape) {
        String name = (shape.sequence() ? "sequence " : "table ") + shape.relname();
        Optional<TableShape> there = backup.stream()
                .filter(other -> other.relname().equals(shape.relname()) && other.sequence() == shape.sequence())
                .findFirst();
        if (there.isEmpty()) {
            return Findings.errorIf(
                    true,
                    name + " does not exist in " + plan.shadowSchema(),
                    "the backup would have no place for its rows",
                    "Leave it out of --keep-tables: its rows stay in the new backup.");
        }
        return Stream.of(
                        Stream.concat(shape.obstacles().stream(), there.get().obstacles().stream())
                                .distinct()
                                .flatMap(obstacle -> unkept(name, obstacle)),
                        shape.root().stream().flatMap(root -> unkept(name, "it is a partition of " + root)),
                        shape.sequence()
                                        || shape.keys().stream()
                                                .anyMatch(there.get().keys()::contains)
                                ? Stream.<Finding>empty()
                                : unkept(name, "it has no key that both sides know"),
                        columns(name, new PreservedColumns(live.assignmentCasts(), shape, asLive(there.get(), shape))))
                .flatMap(findings -> findings);
    }

    /** With the live schema's types in the place of the backup's own of the same names: their values go through text. */
    private TableShape asLive(TableShape there, TableShape shape) {
        String own = plan.shadowSchema() + ".";
        return ImmutableTableShape.builder()
                .from(there)
                .columns(there.columns().stream()
                        .map(column -> shape.columns().stream()
                                .filter(mine -> mine.attname().equals(column.attname())
                                        && column.type().startsWith(own)
                                        && mine.type()
                                                .endsWith("." + column.type().substring(own.length())))
                                .findFirst()
                                .map(mine -> new ColumnShape(
                                        column.attname(), mine.type(), column.filled(), column.generated()))
                                .orElse(column))
                        .toList())
                .build();
    }

    private static Stream<Finding> columns(String name, PreservedColumns columns) {
        return Stream.of(
                        Findings.warningIf(
                                !columns.dropped().isEmpty(),
                                "columns of " + name + " are not in the backup: " + Findings.some(columns.dropped()),
                                "their values stay in the new backup",
                                ""),
                        columns.unfilled().stream()
                                .flatMap(column -> unkept(
                                        name, "column " + column + " of the backup is NOT NULL and has no default")),
                        columns.retyped().stream()
                                .flatMap(column -> unkept(name, "no cast assigns the values of column " + column)))
                .flatMap(findings -> findings);
    }

    private static Stream<Finding> unkept(String name, String obstacle) {
        return Findings.errorIf(
                true,
                name + " cannot keep its rows: " + obstacle,
                "they could not be brought to the backup as they are written",
                "Mend that, or leave it out of --keep-tables.");
    }
}
