package dev.pgzm.ports;

import dev.pgzm.ports.chronicle.Chronicle;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.sync.TableComparison;
import java.util.List;

/**
 * The driving port: one method a command.
 *
 * <p>Those that change something block until done; an interrupt of the calling thread stops them. One runner at a time
 * owns a destination: the others get {@code STATE_CONFLICT} with the holder's name. All throw
 * {@link dev.pgzm.ports.error.MigrationException}, whose outcome says what was changed.
 */
public interface Migrations {
    /**
     * Replaces the destination's live schema by a copy of the source's: {@link #prepare} and {@link #swap} in one. After a
     * failure or an interrupt both databases are as before, unless the problem's outcome says otherwise.
     */
    MigrationReport start(Plan plan, Progress progress);

    /**
     * Builds the shadow schema and leaves it for a later {@link #swap}. Refused with {@code PREFLIGHT} where the
     * destination holds a prepared or swapped migration that has not ended. After a failure or an interrupt both databases
     * are as before.
     */
    MigrationReport prepare(Plan plan, Progress progress);

    /**
     * Makes a prepared migration live. Needs no source. Refused with {@code STATE_CONFLICT} where nothing is prepared. If
     * the swap fails or is interrupted, it stays prepared; if the new schema does not verify, it is swapped back and undone.
     */
    MigrationReport swap(Target target, Progress progress);

    /**
     * Goes on with a migration whose runner died or failed, as far as that was asked to go. Nothing is done again that is
     * finished, but for rows that changed on the source since: what was copied and what will be copied is one instant's.
     * After a failure what was built stays, for the next attempt; an interrupt undoes it.
     */
    MigrationReport resume(Target target, Progress progress);

    /**
     * Undoes a migration that was not swapped, whoever began it and however far it came. Idempotent. The live schema is
     * untouched.
     */
    AbortReport abort(Target target, Progress progress);

    /** Where the destination's migration stands. Writes nothing, waits for no lock, and may be asked while it runs. */
    StatusReport status(Target target);

    /**
     * What the runs of a migration were asked, did and found, however it ended. Asks the state store only. A target without
     * an id means the newest migration of its destination that is known there.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code STATE_CONFLICT} where nothing is kept of it
     */
    Chronicle chronicle(Target target);

    /**
     * Compares the rows of the preserved tables with their copies in the prepared schema, all in one snapshot, but for the
     * keys that are known to wait. Reads every row, writes nothing. Empty where no tables are preserved.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code PREFLIGHT} where the destination cannot be asked
     */
    List<TableComparison> compare(Target target);

    /**
     * Runs preflight and tells what {@link #start} would do. Writes nothing on either side.
     *
     * @throws dev.pgzm.ports.error.MigrationException with {@code PREFLIGHT} where a side cannot be asked at all
     */
    Preview plan(Plan plan);
}
