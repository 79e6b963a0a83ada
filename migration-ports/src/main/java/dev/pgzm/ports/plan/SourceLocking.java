package dev.pgzm.ports.plan;

/** What a run may hold on the source's tables while it reads them. */
public enum SourceLocking {
    /** ACCESS SHARE only: readers and writers pass. */
    READ_ONLY,
    /** SHARE, held by the snapshot's own transaction: readers pass, writers wait until the rows are read. */
    FREEZE_WRITERS
}
