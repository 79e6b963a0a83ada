package dev.pgzm.ports.backup;

import dev.pgzm.ports.plan.MigrationId;
import java.time.Instant;
import java.util.List;

/** Which backups a clean-up is to drop. */
public sealed interface BackupSelection {
    /** Those that were replaced before an instant, which must have passed. */
    record Before(Instant instant) implements BackupSelection {}

    /** All but the newest ones that are whole. */
    record AllButNewest(int kept) implements BackupSelection {}

    /** Exactly these, each of which must exist. */
    record Exactly(List<MigrationId> ids) implements BackupSelection {
        public Exactly {
            ids = List.copyOf(ids);
        }
    }
}
