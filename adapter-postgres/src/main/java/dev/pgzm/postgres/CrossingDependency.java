package dev.pgzm.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A dependency between an object inside a schema and one outside. */
record CrossingDependency(String dependent, Needed needed) {
    private static final String DOING = "list the dependencies between schemas";
    private static final Sql LIST = Sql.file("list_crossing_dependencies");

    /**
     * What the dependent needs.
     *
     * @param object as {@code pg_describe_object} says it, like the dependent
     * @param type its OID, if it is a type; the element's, if it is an array
     */
    record Needed(String object, Optional<String> schema, Optional<String> extension, Optional<Long> type) {}

    /**
     * @param from the dependents' schema; empty: any but {@code to}
     * @param to the schema of what they need; empty: any but {@code from}
     */
    static Supplier<List<CrossingDependency>> ask(Questions questions, String from, String to) {
        return questions.ask(DOING, LIST, CrossingDependency::read, from, to, "false");
    }

    /** As {@link #ask}, where one of the schemas was just built. */
    static Supplier<List<CrossingDependency>> askOfNew(Questions questions, String from, String to) {
        return questions.askGrownCatalogs(DOING, LIST, CrossingDependency::read, from, to, "false");
    }

    private static CrossingDependency read(ResultSet row) throws SQLException {
        return new CrossingDependency(
                row.getString("dependent"),
                new Needed(
                        row.getString("referenced"),
                        Optional.ofNullable(row.getString("referenced_schema")),
                        Optional.ofNullable(row.getString("referenced_extension")),
                        referencedType(row)));
    }

    /** Of a row of that query. */
    static Optional<Long> referencedType(ResultSet row) throws SQLException {
        long oid = row.getLong("referenced_type");
        return row.wasNull() ? Optional.empty() : Optional.of(oid);
    }
}
