package dev.pgzm.ports.dump;

import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import java.util.Optional;

/** Opens a consistent source: a snapshot of the live one, or an archive. */
public interface SourceDump {
    /**
     * The database that the plan's rows are of: the plan's source, or that of the archive taken earlier.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code PREFLIGHT} where that archive cannot be read
     */
    DatabaseUrl origin(Plan plan);

    /**
     * Locks the source's tables, takes a snapshot and reads the schema script in it. If the plan has an archive, writes it and
     * lets go of the source; opens it without asking the source where it is complete already.
     *
     * <p>Writes nothing to the source. Waits at most the plan's lock timeout for a lock and repeats until the plan's swap
     * timeout; each wait is told. After a failure nothing is held, and {@link #discard} removes what was written. An archive
     * is either complete and on disk, or not there under its name.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code SOURCE_FAILED}
     */
    SourceSnapshot open(Plan plan, Progress progress);

    /**
     * Removes the plan's archive and the beginnings of one; leaves alone a complete one that is to be kept, and one that was
     * taken earlier. Idempotent.
     *
     * @return what was there and is gone, in words
     * @throws dev.pgzm.ports.error.MigrationException with {@code CONFIGURATION} where the file system refuses
     */
    Optional<String> discard(Plan plan);
}
