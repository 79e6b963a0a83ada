package dev.pgzm.domain.phase;

import dev.pgzm.domain.preflight.OrphanRule;
import dev.pgzm.domain.work.Preserved;
import dev.pgzm.ports.catalog.Catalogs;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.sync.PreservedTables;
import java.time.Duration;

/**
 * SYNC: preserved tables are filled with the destination's rows and kept in step with them. Its last act is to note in the
 * destination that shadow is complete. Undone with RESTORE.
 */
public final class SyncPreservedTables implements Phase {
    private final Catalogs catalogs;
    private final PreservedTables preserved;

    public SyncPreservedTables(Catalogs catalogs, PreservedTables preserved) {
        this.catalogs = catalogs;
        this.preserved = preserved;
    }

    @Override
    public void run(Run run) {
        Plan plan = run.plan();
        if (plan.preservation().isAsked()) {
            Preserved tables = Preserved.of(run.snapshot().contents(), plan.preservation());
            preserved.keepInStep(plan, tables.late(), run.preview().extensions(), run.progress());
            preserved
                    .standings(plan.destination())
                    .forEach(table -> run.progress()
                            .queued(table.relname(), table.queued(), table.age().orElse(Duration.ZERO)));
            run.figure("preserved", plan.preservation().tables().size());
            OrphanRule.afterPrepare(plan, preserved.orphans(plan)).forEach(run.progress()::found);
        }
        run.shadow().prepared();
        run.closeSessions();
        catalogs.migration(plan.destination()).ifPresent(run::record);
    }
}
