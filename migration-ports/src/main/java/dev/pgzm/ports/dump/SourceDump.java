package dev.pgzm.ports.dump;

import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;

/** Opens a consistent source. */
public interface SourceDump {
    /**
     * Locks the source's tables, takes a snapshot and reads the schema script in it.
     *
     * <p>Writes nothing to the source. Waits at most the plan's lock timeout for a lock and repeats until the plan's swap
     * timeout; each wait is told. After a failure nothing is held.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code SOURCE_FAILED}
     */
    SourceSnapshot open(Plan plan, Progress progress);
}
