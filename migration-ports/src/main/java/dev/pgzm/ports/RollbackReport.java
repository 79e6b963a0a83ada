package dev.pgzm.ports;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.swap.SwapReport;
import java.util.Optional;

/**
 * A rollback that was made.
 *
 * @param id names the backup that the replaced schema is now
 * @param promoted the backup that is live now
 * @param scope as what, and with which rows
 * @param swap empty where it was committed, but its answer was lost: the destination was asked
 */
public record RollbackReport(MigrationId id, MigrationId promoted, RollbackScope scope, Optional<SwapReport> swap) {}
