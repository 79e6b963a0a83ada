package dev.pgzm.ports.restore;

import dev.pgzm.ports.catalog.ExtensionPlan;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import java.util.List;

/** Makes and unmakes the shadow schema. */
public interface ShadowRestore {
    /**
     * Creates the shadow schema and the migration's record, and the extensions to create, in one transaction. The record's
     * kept types are not created in shadow: it uses them where they stand.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code DESTINATION_FAILED}; {@link #drop} then clears up
     */
    ShadowSchema create(Plan plan, NewRecord record, SourceContents contents, ExtensionPlan extensions);

    /**
     * Goes on with a shadow schema that an earlier process has begun, of the same contents' fingerprint.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code DESTINATION_FAILED}
     */
    ShadowSchema reopen(Plan plan, SourceContents contents, ExtensionPlan extensions);

    /**
     * Drops what a migration left: the shadow schema, the extensions that were created with it and the tool's own schema,
     * each if and only if it carries this migration's mark. Idempotent; does nothing where there is none.
     *
     * @return what was there and is gone, in words
     * @throws dev.pgzm.ports.error.MigrationException with {@code DESTINATION_FAILED}; may be repeated
     */
    List<String> drop(Plan plan, MigrationId id);

    /** As {@link #drop}, whichever migration's mark it is. */
    List<String> dropLeftover(Plan plan);
}
