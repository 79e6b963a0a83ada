package dev.pgzm.ports.restore;

import dev.pgzm.ports.catalog.ExtensionPlan;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;

/** Makes and unmakes the shadow schema. */
public interface ShadowRestore {
    /**
     * Creates the shadow schema, marked with the migration's id, and the extensions to create, in one
     * transaction; drops a leftover of a dead run first.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code DESTINATION_FAILED}; {@link #drop} then clears up
     */
    ShadowSchema create(Plan plan, MigrationId id, SourceContents contents, ExtensionPlan extensions);

    /**
     * Drops the shadow schema and the extensions that were created with it, if and only if it carries this tool's mark.
     * Idempotent; does nothing where there is none.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code DESTINATION_FAILED}; may be repeated
     */
    void drop(Plan plan);
}
