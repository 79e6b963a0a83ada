package dev.pgzm.ports.plan;

/** What to do when something fails behind the swap. */
public enum FailurePolicy {
    /** Swap back: the former schema is live again, and what applications wrote to the new one goes with it. */
    ROLLBACK,
    /** Leave the new schema live, for somebody to decide. */
    KEEP
}
