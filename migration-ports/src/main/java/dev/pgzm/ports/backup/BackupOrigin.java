package dev.pgzm.ports.backup;

import dev.pgzm.ports.plan.MigrationId;

/** How a schema came to be a backup. */
public sealed interface BackupOrigin {
    /** A migration replaced it. */
    record Migration() implements BackupOrigin {}

    /**
     * A rollback replaced it.
     *
     * @param promoted the backup that went live in its place
     */
    record Rollback(MigrationId promoted) implements BackupOrigin {}

    /** Somebody has given a schema a backup's name. */
    record ByHand() implements BackupOrigin {}
}
