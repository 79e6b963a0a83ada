package dev.pgzm.ports;

import dev.pgzm.ports.backup.Backup;
import java.util.List;

/**
 * What a clean-up does, or would do.
 *
 * @param dropped what is dropped
 * @param held what was meant too, and stays: something uses it, or its migration has not ended
 * @param kept what was not meant
 */
public record CleanupReport(List<Backup> dropped, List<HeldBackup> held, List<Backup> kept) {
    public CleanupReport {
        dropped = List.copyOf(dropped);
        held = List.copyOf(held);
        kept = List.copyOf(kept);
    }

    /**
     * A backup that must not be dropped.
     *
     * @param reasons each in words
     */
    public record HeldBackup(Backup backup, List<String> reasons) {
        public HeldBackup {
            reasons = List.copyOf(reasons);
        }
    }
}
