package dev.pgzm.ports.catalog;

/** A relation as {@code pg_class} and {@code pg_namespace} name it, unquoted. */
public record RelationName(String nspname, String relname) {
    /** For messages; not SQL. */
    @Override
    public String toString() {
        return nspname + "." + relname;
    }
}
