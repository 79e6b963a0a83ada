package dev.pgzm.ports.catalog;

/**
 * A feature of PostgreSQL that the source uses.
 *
 * @param since the first major version that has it
 * @param example one object that uses it
 */
public record NeededFeature(String feature, int since, String example) {}
