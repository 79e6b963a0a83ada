package dev.pgzm.ports;

import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.backup.BackupSelection;
import dev.pgzm.ports.backup.RowCounting;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.Progress;

/**
 * The driving port of what is done with former live schemas: one method a command, and one more for each that can be
 * rehearsed. None needs a state document.
 *
 * <p>Those that change something block until done, and are refused with {@code STATE_CONFLICT} while another run owns the
 * destination. All throw {@link dev.pgzm.ports.error.MigrationException}: {@code USAGE} for a backup that does not exist,
 * {@code PREFLIGHT} where the destination cannot be asked. A target without an id means the newest backup that is whole.
 */
public interface Backups {
    /** Writes nothing, and may be asked at any time. */
    BackupList list(DatabaseUrl destination, RowCounting counting);

    /** The backup that a target means. */
    Backup find(Target target);

    /** Reads a backup to its last page, and compares it with what was recorded of it. Writes nothing. */
    VerificationReport verify(Target target, Progress progress);

    /** What {@link #rollback} would do. Writes nothing. */
    RollbackPreview foretellRollback(Target target);

    /**
     * Makes a backup live; what was live becomes a backup. One transaction, as {@link Migrations#swap}: after a failure or
     * an interrupt nothing is changed. Refused with {@code STATE_CONFLICT} while a migration is prepared or unfinished.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code PREFLIGHT}, {@code SWAP_NOT_OBTAINED}, {@code
     *     DESTINATION_FAILED} or {@code INTERRUPTED}; with {@code SWAP_OUTCOME_UNKNOWN} if COMMIT was not answered and the
     *     destination cannot be asked
     */
    RollbackReport rollback(Target target, Progress progress);

    /** What {@link #cleanup} would do. Writes nothing. */
    CleanupReport foretellCleanup(DatabaseUrl destination, BackupSelection selection);

    /**
     * Drops backups, oldest first, but those that something else uses, and that of a migration which has not ended.
     * Idempotent: what an earlier run has begun to drop is dropped to its end, if it is meant again.
     *
     * @throws dev.pgzm.ports.error.MigrationException as {@link dev.pgzm.ports.backup.BackupSchemas#drop}; what is dropped
     *     by then stays dropped
     */
    CleanupReport cleanup(Target target, BackupSelection selection, Progress progress);
}
