package dev.pgzm.postgres;

import org.immutables.value.Value;

/** A column that a preserved table and the table for its rows both have. */
@Value.Immutable
interface SyncColumn {
    String attname();

    /** Generated as identity, so that UPDATE cannot set it. */
    boolean always();

    /** Whether the types are one. */
    boolean same();

    /** Whether a value is assigned as it is; else it goes through text. */
    boolean assigned();

    /** The new column's, with its precision. */
    String type();

    /** The live column's, likewise. */
    String liveType();

    /** The new column's, where it is another than the live one's; else empty. */
    String collation();

    default String quoted() {
        return Identifiers.quote(attname());
    }

    /** The value for the new column, of a row of the live table; too long a text is an error, not cut. */
    default String value(String alias) {
        return alias + "." + quoted() + (assigned() ? "" : "::text::" + type());
    }

    /** The value as the new column's type compares it. */
    default String compared(String alias) {
        String cast = same() ? "" : (assigned() ? "::" : "::text::") + type();
        return alias + "." + quoted() + cast + (collation().isEmpty() ? "" : " COLLATE " + collation());
    }

    /** The value of a row of the new table as the live column's. */
    default String back(String alias) {
        return alias + "." + quoted() + (same() ? "" : "::text::" + liveType());
    }
}
