package dev.pgzm.ports;

/** Where a migration stands, as the destination's catalog has it. */
public enum Standing {
    /** Nothing of a migration is known. */
    NONE,
    /** Being prepared, or would be if its runner lived. */
    UNFINISHED,
    /** The shadow schema is complete and waits for its swap. */
    PREPARED,
    /** The new schema is live, but not yet verified, or what it needed is not yet cleared away. */
    SWAPPED,
    /** The new schema is live and verified; the former one is its backup. */
    COMPLETED,
    /** Failed or aborted; nothing of it is left but its state document. */
    UNDONE
}
