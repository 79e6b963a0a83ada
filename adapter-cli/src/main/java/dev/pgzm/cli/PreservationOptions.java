package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.plan.DroppedColumns;
import dev.pgzm.ports.plan.ImmutablePreservation;
import dev.pgzm.ports.plan.OrphanPolicy;
import dev.pgzm.ports.plan.Preservation;
import dev.pgzm.ports.plan.TablePattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which tables keep the destination's rows. */
@Under(Heading.COPY)
final class PreservationOptions {
    @Option(
            names = "--preserved-tables",
            paramLabel = "NAMES",
            description = "Tables that keep the destination's rows, with commas between them, as psql takes names:"
                    + " users,\"My Table\",log_*. Default: none.  (PGZM_PRESERVED_TABLES)")
    private @Nullable String tables;

    @Option(
            names = "--orphans",
            paramLabel = "fail|keep",
            defaultValue = "fail",
            description =
                    "What to do about rows that would point at a preserved row which is not there, or the other way"
                            + " round. keep: the foreign key stays NOT VALID. Default: fail.  (PGZM_ORPHANS)")
    private OrphanPolicy orphans = OrphanPolicy.FAIL;

    @Option(
            names = "--allow-dropped-columns",
            description = "Leave behind the values of preserved tables' columns that the source does not have.")
    private boolean allowDroppedColumns;

    /**
     * As asked.
     *
     * @throws IllegalArgumentException if a name is none
     */
    Preservation preservation() {
        ImmutablePreservation.Builder preservation = ImmutablePreservation.builder()
                .orphans(orphans)
                .droppedColumns(allowDroppedColumns ? DroppedColumns.ALLOW : DroppedColumns.REFUSE);
        return tables == null
                ? preservation.build()
                : preservation.tables(TablePattern.list(tables)).build();
    }
}
