package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ExternalDependent.Hold;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * That an object outside a schema needs one inside it.
 *
 * @param what the dependent
 * @param description the dependent, as {@code pg_describe_object} says it
 * @param hold what it needs
 */
record OutsideDependency(ObjectAddress what, String description, Hold hold) {
    private static final Sql LIST = Sql.file("list_crossing_dependencies");

    /** Where an object is described: the catalog's name, the OID of the row, and the column's number or 0. */
    record ObjectAddress(String catalog, long oid, int column) {}

    static Supplier<List<OutsideDependency>> ask(Questions questions, String nspname) {
        return questions.askGrownCatalogs(
                "list what hangs on the live schema",
                LIST,
                row -> new OutsideDependency(
                        new ObjectAddress(
                                row.getString("dependent_catalog"),
                                row.getLong("dependent_oid"),
                                row.getInt("dependent_column")),
                        row.getString("dependent"),
                        hold(row)),
                "",
                nspname,
                "false");
    }

    private static Hold hold(ResultSet row) throws SQLException {
        return new Hold(
                row.getString("referenced_object"),
                Optional.ofNullable(row.getString("need")).map(Set::of).orElse(Set.of()),
                CrossingDependency.referencedType(row));
    }
}
