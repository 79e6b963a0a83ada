package dev.pgzm.domain.phase;

/** One step of a migration. */
public interface Phase {
    /**
     * Does the phase's work.
     *
     * @throws dev.pgzm.ports.error.MigrationException after which {@link #undo} is called for this phase too
     */
    void run(Run run);

    /** Takes back what {@link #run} did, as far as it came. Idempotent. */
    default void undo(Run run) {}
}
