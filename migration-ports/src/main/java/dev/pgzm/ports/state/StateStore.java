package dev.pgzm.ports.state;

import java.util.Optional;

/**
 * Keeps one state document a destination database.
 *
 * <p>All methods fail with {@link dev.pgzm.ports.error.ErrorCode#STATE_CONFLICT}.
 */
public interface StateStore {
    /** The last state saved for a database, or empty. A damaged or foreign document is an error. */
    Optional<MigrationState> load(String database);

    /**
     * Replaces the document atomically and durably.
     *
     * <p>After a failure the old document or the new one is there, whole. A document whose version is not one less than
     * the new one's is never overwritten, nor is a damaged or foreign one; version 1 needs a place that is empty.
     */
    void save(MigrationState state);
}
