package dev.pgzm.ports.plan;

/** What to do about rows that would point, after the swap, at a row which is not there. */
public enum OrphanPolicy {
    /** Refuse the swap. */
    FAIL,
    /** Swap, and leave the foreign key NOT VALID: it holds for new rows only. */
    KEEP
}
