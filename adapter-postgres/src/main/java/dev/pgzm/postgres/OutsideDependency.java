package dev.pgzm.postgres;

import java.util.List;
import java.util.Optional;

/**
 * That an object outside a schema needs one inside it.
 *
 * @param what the dependent
 * @param description the dependent, as {@code pg_describe_object} says it
 * @param on what it needs, likewise
 * @param need the same as the inventory says it, if it is listed there
 */
record OutsideDependency(ObjectAddress what, String description, String on, Optional<String> need) {
    private static final Sql LIST = Sql.file("list_crossing_dependencies");

    /** Where an object is described: the catalog's name and the OID of the row. */
    record ObjectAddress(String catalog, long oid) {}

    static List<OutsideDependency> list(Session session, String nspname) {
        return session.query(
                "list what hangs on the live schema",
                LIST,
                row -> new OutsideDependency(
                        new ObjectAddress(row.getString("dependent_catalog"), row.getLong("dependent_oid")),
                        row.getString("dependent"),
                        row.getString("referenced_object"),
                        Optional.ofNullable(row.getString("need"))),
                "",
                nspname);
    }
}
