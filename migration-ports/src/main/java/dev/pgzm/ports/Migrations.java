package dev.pgzm.ports;

import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;

/** The driving port: one method a command. */
public interface Migrations {
    /**
     * Replaces the destination's live schema by a copy of the source's.
     *
     * <p>Blocks until done; an interrupt of the calling thread stops the run and undoes it. After a failure both
     * databases are as before, unless the problem's outcome says otherwise.
     *
     * @throws dev.pgzm.ports.error.MigrationException with the code of the phase that failed
     */
    MigrationReport start(Plan plan, Progress progress);

    /**
     * Runs preflight and tells what {@link #start} would do. Writes nothing on either side.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code PREFLIGHT} where a side cannot be asked at all
     */
    Preview plan(Plan plan);
}
