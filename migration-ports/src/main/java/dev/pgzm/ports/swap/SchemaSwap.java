package dev.pgzm.ports.swap;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import java.util.List;

/** Exchanges the live schema and its replacement. Each exchange is one transaction on the destination. */
public interface SchemaSwap {
    /**
     * Gives shadow's objects what the live objects of the same names have, as far as the plan asks for it and the connected
     * role may: owners, privileges, replica identities; and the schema its privileges. Idempotent; applications notice
     * nothing, and live objects are read only. What was not possible, {@code Catalogs.losses} tells.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code DESTINATION_FAILED}; may be repeated
     */
    void inherit(Plan plan);

    /**
     * Live becomes backup, shadow becomes live, in the way that the plan's strategy says, which is decided.
     *
     * <p>What hangs on the live schema from outside is repointed in the same transaction. Foreign keys are then not valid
     * until {@link #validateKeys} has read their rows.
     *
     * <p>Waits for each lock at most the plan's lock timeout, or {@code deadlock_timeout} longer where nothing but an
     * autovacuum that it may not cancel is in the way; holds nothing between two attempts. Who is in the way is told, and
     * dealt with as the plan says. Transactions that hold a snapshot older than the new rows between two statements are
     * waited for in the same way. An interrupt ends the waiting at once. Not idempotent: ask {@link #happened} before a repeat.
     *
     * @throws dev.pgzm.ports.error.SwapOutcomeUnknownException if COMMIT was sent and not answered
     * @throws dev.pgzm.ports.error.MigrationException with {@code SWAP_NOT_OBTAINED} if a lock was not granted,
     *     {@code INTERRUPTED}, or {@code DESTINATION_FAILED}; nothing is then changed
     */
    SwapReport swap(Plan plan, MigrationId id, Progress progress);

    /**
     * Whether this migration's swap committed: its backup schema exists. Waits for a swap of this migration whose
     * connection was lost and which the server has not ended yet.
     */
    boolean happened(Plan plan, MigrationId id);

    /**
     * Live becomes shadow again, backup becomes live again, in the way that they were swapped; what applications wrote since
     * the swap goes with shadow. What was repointed is repointed again, but for what has no way back: it stays on shadow.
     *
     * @throws dev.pgzm.ports.error.MigrationException as {@link #swap} does
     */
    void swapBack(Plan plan, MigrationId id, Progress progress);

    /**
     * A backup becomes live; live becomes the backup that the id names. The plan's shadow schema has no part in it. What roles may do
     * on live objects they may do on the backup's objects of the same names, which keep what they have besides. Foreign keys
     * from outside are validated afterwards, as far as their rows allow; if the process dies before that, they stay NOT VALID.
     *
     * <p>Waits for locks as {@link #swap} does, but for nobody's old snapshot: the rows are old. A record of a migration that
     * was swapped and has not ended goes in the same transaction.
     *
     * <p>The plan's preserved tables, each by its name, keep the live rows, to the last one that was written before the
     * exchange; they are copied in the same transaction, so that a backup which does not become live stays as it was. Triggers on
     * the live tables last until {@link #endPromotion}.
     *
     * @throws dev.pgzm.ports.error.MigrationException as {@link #swap} does
     */
    SwapReport promote(Plan plan, MigrationId backup, MigrationId id, Progress progress);

    /**
     * Removes the triggers that promotions have left on live tables and on those that were live, also of a process that is dead.
     * New tables have guards as after a swap that preserves tables: waits for the transactions that need them as {@link
     * dev.pgzm.ports.sync.PreservedTables#unguard} does, and tells if it leaves any. Idempotent.
     *
     * @param id names the backup that the live schema became, or was to become
     * @throws dev.pgzm.ports.error.MigrationException with {@code DESTINATION_FAILED} or {@code INTERRUPTED}; may be repeated
     */
    void endPromotion(Plan plan, MigrationId id, Progress progress);

    /**
     * Validates the foreign keys of other schemas that were valid before the swap. Each is a transaction of its own, which
     * lets applications read and write. Idempotent; what is not validated is remembered for as long as the destination
     * holds the migration's record. A key stays enforced for new rows, and NOT VALID, if its lock is not granted until the
     * plan's swap timeout, rows break it or the connection is lost meanwhile.
     *
     * @return what was not validated, and why
     * @throws dev.pgzm.ports.error.MigrationException with {@code DESTINATION_FAILED} if there is no connection
     */
    List<Finding> validateKeys(Plan plan, Progress progress);
}
