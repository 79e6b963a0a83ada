package dev.pgzm.ports.catalog;

/**
 * A column, as far as it matters to rows that come from another table of the same name.
 *
 * @param type without length or precision
 * @param filled whether it gets a value where a row brings none: a default, an identity, generated, or it may be null
 * @param generated whether rows cannot bring a value
 */
public record ColumnShape(String attname, String type, boolean filled, boolean generated) {}
