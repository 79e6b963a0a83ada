package dev.pgzm.postgres;

import java.util.List;
import java.util.Optional;

/** A dependency between an object inside a schema and one outside; descriptions are {@code pg_describe_object}'s. */
record CrossingDependency(
        String dependent, String referenced, Optional<String> referencedSchema, Optional<String> referencedExtension) {
    private static final Sql LIST = Sql.file("list_crossing_dependencies");

    /**
     * @param from the dependents' schema; empty: any but {@code to}
     * @param to the schema of what they need; empty: any but {@code from}
     */
    static List<CrossingDependency> list(Session session, String from, String to) {
        return session.query(
                "list the dependencies between schemas",
                LIST,
                row -> new CrossingDependency(
                        row.getString("dependent"),
                        row.getString("referenced"),
                        Optional.ofNullable(row.getString("referenced_schema")),
                        Optional.ofNullable(row.getString("referenced_extension"))),
                from,
                to);
    }
}
