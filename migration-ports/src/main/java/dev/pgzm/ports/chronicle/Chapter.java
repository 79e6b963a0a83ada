package dev.pgzm.ports.chronicle;

import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.state.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** One run of a migration. Its size is bounded, whatever the number of tables. */
@Value.Immutable
public interface Chapter {
    Undertaking undertaking();

    Instant began();

    /** Until the run ended, or until this was last written. */
    Duration took();

    /** Where the migration stood by then. */
    MigrationStatus status();

    /** Whether the run came to an end of its own; one that did not was killed, or goes on. */
    boolean ended();

    /** Why it failed, if it did. */
    Optional<Problem> problem();

    /** Where it ran and between what, by {@code camelCase} names; in words. */
    Map<String, String> environment();

    List<Step> steps();

    List<Finding> findings();

    /** How many findings are left out. */
    int moreFindings();

    List<Wait> waits();

    /** How many waits are left out. */
    int moreWaits();

    /** What the source was found to hold; 0 where it was not asked. */
    int plannedTables();

    /** In bytes on disk. */
    long plannedBytes();

    /** What the workers did, by worker and then by time. */
    List<Span> spans();

    /** The largest tables that were copied, the largest first. */
    List<TableCopy> tables();

    /** How many tables are left out. */
    int moreTables();

    /** What those that are left out come to together, without a name; empty where none is. */
    Optional<TableCopy> rest();
}
