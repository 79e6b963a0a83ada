package dev.pgzm.ports.sync;

import dev.pgzm.ports.catalog.ExtensionPlan;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the destination's rows of some tables equal to their copies in the shadow schema, by triggers on the live tables, with
 * no process of this tool's running in between.
 */
public interface PreservedTables {
    /**
     * Creates the triggers, copies the rows of the plan's preserved tables and brings over what changed meanwhile. The new
     * tables exist and are empty. From then on each committed change of a live table is in its copy at once, or its key is in
     * the table's queue; the swap empties that.
     *
     * <p>Each step is a short transaction, and is noted in it: a repeat, also by a later process, goes on. Applications wait
     * for one attempt at a lock at most, and for a fraction of a second at a time. Undone by {@code ShadowRestore.drop}.
     *
     * @param late what the script has for these tables and must not act before the swap: foreign keys, triggers and rules
     * @throws dev.pgzm.ports.error.MigrationException with {@code DESTINATION_FAILED}; what was done stays
     */
    void keepInStep(Plan plan, List<ScriptEntry> late, ExtensionPlan extensions, Progress progress);

    /** How each table is kept in step; writes nothing. Empty where the destination holds none. */
    List<PreservedStanding> standings(DatabaseUrl destination);

    /** Counts, for each foreign key that the swap adds, the rows that break it now; only those with any. Reads all rows. */
    List<Orphans> orphans(Plan plan);

    /** Compares each table with its copy, all in one snapshot; writes nothing. */
    List<TableComparison> compare(Plan plan);

    /**
     * Takes away the guards that the swap has put on new tables whose newest rows a transaction of before the swap may miss: such
     * a transaction, at REPEATABLE READ or above, fails with SQLSTATE 40001 when it writes to them. Waits until there is none,
     * but no longer than the plan's swap timeout; applications wait for a fraction of a second at a time. Idempotent.
     *
     * @return if guards are left: where, and what drops them; they do not need the tool's own schema then
     * @throws dev.pgzm.ports.error.MigrationException with {@code DESTINATION_FAILED} or {@code INTERRUPTED}; may be repeated
     */
    Optional<Finding> unguard(Plan plan, MigrationId id, Progress progress);
}
