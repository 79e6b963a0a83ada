package dev.pgzm.ports.sync;

/**
 * Rows that would point at nothing after the swap.
 *
 * @param key the foreign key, in words
 * @param rows how many now
 */
public record Orphans(String key, long rows) {}
