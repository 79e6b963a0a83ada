package dev.pgzm.domain.work;

/** What a task belongs to: the phase RESTORE waits for the copies, INDEX for everything. */
public enum TaskKind {
    COPY,
    BUILD
}
