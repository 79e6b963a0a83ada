package dev.pgzm.ports.progress;

/**
 * How far a server says that it is with an index.
 *
 * @param step in PostgreSQL's words: {@code scanning table}
 * @param done of {@code total}, in units that differ from step to step
 * @param total 0 where the step is not measured
 */
public record BuildProgress(String step, long done, long total) {}
