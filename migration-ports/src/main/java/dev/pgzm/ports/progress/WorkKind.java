package dev.pgzm.ports.progress;

/** What a worker does. */
public enum WorkKind {
    /** Copies rows from the source. */
    COPY,
    /** Builds an index, a key, statistics, a view or the like. */
    BUILD,
    /** Copies a preserved table's rows within the destination. */
    PRESERVE
}
