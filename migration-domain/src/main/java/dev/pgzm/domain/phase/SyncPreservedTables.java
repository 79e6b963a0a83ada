package dev.pgzm.domain.phase;

import dev.pgzm.ports.catalog.Catalogs;

/**
 * SYNC: the place of preserved tables. A plan has none yet, so that there is nothing to keep in step. Its last act is to note
 * in the destination that shadow is complete.
 */
public final class SyncPreservedTables implements Phase {
    private final Catalogs catalogs;

    public SyncPreservedTables(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    @Override
    public void run(Run run) {
        run.shadow().prepared();
        run.closeSessions();
        catalogs.migration(run.plan().destination()).ifPresent(run::record);
    }
}
