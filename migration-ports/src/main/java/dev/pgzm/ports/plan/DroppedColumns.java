package dev.pgzm.ports.plan;

/** What to do about columns of preserved tables that the source no longer has. */
public enum DroppedColumns {
    REFUSE,
    /** Leave their values behind, in the backup. */
    ALLOW
}
