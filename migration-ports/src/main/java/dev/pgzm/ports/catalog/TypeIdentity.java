package dev.pgzm.ports.catalog;

/**
 * What must stay as it is of a type, so that prepared statements which return it go on working and rows written for it
 * fit.
 *
 * @param oid {@code pg_type.oid}
 * @param typname its name in the live schema
 * @param definition labels, attributes, or base type with constraints, in words that both sides use alike
 */
public record TypeIdentity(long oid, String typname, String definition) {}
