package dev.pgzm.ports.swap;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;

/** Exchanges the live schema and its replacement. Each exchange is one transaction on the destination. */
public interface SchemaSwap {
    /**
     * Live becomes backup, shadow becomes live.
     *
     * <p>Waits for each lock at most the plan's lock timeout. Not idempotent: ask {@link #happened} before a repeat.
     *
     * @throws dev.pgzm.ports.error.SwapOutcomeUnknownException if COMMIT was sent and not answered
     * @throws dev.pgzm.ports.error.MigrationException with {@code SWAP_NOT_OBTAINED} if a lock was not granted, or
     *     {@code DESTINATION_FAILED}; nothing is then changed
     */
    SwapReport swap(Plan plan, MigrationId id, Progress progress);

    /**
     * Whether this migration's swap committed: its backup schema exists. Waits for a swap of this migration whose
     * connection was lost and which the server has not ended yet.
     */
    boolean happened(Plan plan, MigrationId id);

    /**
     * Live becomes shadow again, backup becomes live again; what applications wrote since the swap goes with shadow.
     *
     * @throws dev.pgzm.ports.error.MigrationException as {@link #swap} does
     */
    void swapBack(Plan plan, MigrationId id, Progress progress);
}
