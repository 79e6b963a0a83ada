package dev.pgzm.ports.state;

import dev.pgzm.ports.chronicle.Chronicle;
import dev.pgzm.ports.plan.MigrationId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps one state document and one lease a destination database, and the chronicles of its latest migrations.
 *
 * <p>All methods fail with {@link dev.pgzm.ports.error.ErrorCode#STATE_CONFLICT}, and may be repeated after a failure.
 */
public interface StateStore {
    /** How many chronicles are kept of a database. */
    int CHRONICLES = 50;

    /** The last state saved for a database, or empty. A damaged or foreign document is an error. */
    Optional<MigrationState> load(String database);

    /**
     * Replaces the document atomically and durably.
     *
     * <p>After a failure the old document or the new one is there, whole. A document whose version is not one less than
     * the new one's is never overwritten, nor is a damaged or foreign one; version 1 needs a place that is empty.
     */
    void save(MigrationState state);

    /**
     * Removes the document, if it is of this version. Does nothing where there is none.
     *
     * <p>A document of another version, a damaged or a foreign one is left alone, and is an error.
     */
    void delete(MigrationState state);

    /**
     * Takes the lease of a database without waiting. A lease that has ended, or that already is this holder's, is taken
     * over; so is one whose holder can be seen to be dead, being a process of this machine.
     *
     * @param duration how long it lasts without being renewed
     * @throws LeaseHeldException if another holds it
     */
    Lease lease(String database, LeaseHolder holder, Duration duration);

    /** Who holds the lease of a database now; empty where nobody does, or it has ended. */
    Optional<LeaseHolder> holder(String database);

    /** What is kept of a migration, or empty. A damaged or foreign document is an error. */
    Optional<Chronicle> chronicle(String database, MigrationId id);

    /**
     * Replaces a migration's chronicle atomically and durably. When it is new, the oldest go that are more than
     * {@value #CHRONICLES}; if one of those cannot be removed, this fails although the new one is there.
     */
    void keep(Chronicle chronicle);

    /** Of which migrations of a database there is a chronicle; the newest first. */
    List<MigrationId> chronicles(String database);
}
