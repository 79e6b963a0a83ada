package dev.pgzm.ports;

import dev.pgzm.ports.backup.Backup;
import java.time.Instant;
import java.util.List;

/**
 * The backups of a destination.
 *
 * @param asked when the destination was asked
 * @param backups the newest first
 */
public record BackupList(Instant asked, List<Backup> backups) {
    public BackupList {
        backups = List.copyOf(backups);
    }
}
