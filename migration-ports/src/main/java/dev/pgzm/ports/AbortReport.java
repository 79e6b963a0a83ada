package dev.pgzm.ports;

import dev.pgzm.ports.plan.MigrationId;
import java.util.List;
import java.util.Optional;

/**
 * What an abort removed.
 *
 * @param id the migration that was undone; empty where there was none
 * @param removed what was there and is gone, in words; empty where nothing was left to remove
 */
public record AbortReport(Optional<MigrationId> id, List<String> removed) {
    public AbortReport {
        removed = List.copyOf(removed);
    }
}
