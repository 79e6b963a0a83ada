package dev.pgzm.ports.catalog;

/**
 * A table of a live schema, for the plan that a person reads.
 *
 * @param bytes heap and TOAST, as {@code pg_table_size} counts
 * @param estimatedRows {@code reltuples}, or 0 where it was never counted
 */
public record LiveTable(RelationName name, long bytes, long estimatedRows) {}
