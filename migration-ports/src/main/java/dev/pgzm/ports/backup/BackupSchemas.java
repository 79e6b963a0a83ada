package dev.pgzm.ports.backup;

import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import java.util.List;
import java.util.Set;

/** The backups of a destination. */
public interface BackupSchemas {
    /**
     * Every backup, the newest first. Writes nothing, and waits for no lock but with {@link RowCounting#EXACT}.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code PREFLIGHT} where the destination cannot be asked
     */
    List<Backup> list(DatabaseUrl destination, RowCounting counting);

    /**
     * Opens a backup for reading; the caller closes it.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code DESTINATION_FAILED}
     */
    BackupReader read(DatabaseUrl destination, MigrationId id);

    /**
     * Keeps facts with the backup, for {@link BackupReader#recordedFacts}; they go where it goes. Replaces what was recorded
     * before. Atomic; applications notice nothing.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code DESTINATION_FAILED}; may be repeated
     */
    void record(Plan plan, MigrationId id, Set<BackupFact> facts);

    /**
     * Drops a backup, a few tables a transaction, each of which waits for its locks in attempts as short as the plan's lock
     * timeout, until its swap timeout. Before each, it is made sure that nothing outside the backup uses it. With the last
     * goes what had come to the database for this schema only.
     *
     * <p>What was dropped stays dropped after a failure; the backup then counts as not whole, and may be dropped by a repeat.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code SWAP_NOT_OBTAINED} if a lock was not granted, {@code
     *     PREFLIGHT} if something uses it, {@code INTERRUPTED}, or {@code DESTINATION_FAILED}
     */
    void drop(Plan plan, MigrationId id, Progress progress);
}
