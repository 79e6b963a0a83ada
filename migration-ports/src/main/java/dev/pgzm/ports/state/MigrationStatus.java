package dev.pgzm.ports.state;

/** Where a migration stands. */
public enum MigrationStatus {
    CREATED,
    VALIDATING,
    DUMPING,
    RESTORING,
    INDEXING,
    SYNCING,
    /** The shadow schema is complete; nothing is live yet. */
    PREPARED,
    SWAPPING,
    /** COMMIT of the swap was sent and not answered: the destination is being asked. */
    RESOLVING_SWAP,
    CLEANING_UP,
    VERIFYING,
    SWAPPING_BACK,
    UNDOING,
    /** The new schema is live and checked. */
    COMPLETED,
    /** The new schema is live, but a later phase did not finish. */
    SWAPPED,
    /** Failed, and both databases are as before. */
    UNDONE,
    /** Failed, and the shadow schema could not be removed. */
    UNDO_FAILED,
    /** Failed in being resumed; what was built is kept for the next attempt. */
    STOPPED,
    /** COMMIT of the swap was sent and not answered, and the destination could not be asked. */
    SWAP_UNKNOWN;

    /** Whether nothing more will be done. */
    public boolean isFinal() {
        return switch (this) {
            case COMPLETED, SWAPPED, UNDONE, UNDO_FAILED, STOPPED, SWAP_UNKNOWN -> true;
            default -> false;
        };
    }
}
