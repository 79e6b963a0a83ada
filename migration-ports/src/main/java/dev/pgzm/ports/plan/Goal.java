package dev.pgzm.ports.plan;

/** How far a run was asked to go. */
public enum Goal {
    /** The shadow schema is complete and waits for its swap. */
    PREPARED,
    /** The new schema is live and verified. */
    COMPLETED
}
