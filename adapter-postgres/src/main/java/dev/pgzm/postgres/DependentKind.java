package dev.pgzm.postgres;

import static java.util.Objects.requireNonNull;

import dev.pgzm.ports.catalog.ImmutableExternalDependent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Objects that one query reads and that are repointed alike.
 *
 * @param catalog where the objects are rows
 * @param query takes their OIDs and the live schema; gives those that can be repointed
 */
record DependentKind(String catalog, Sql query, Writer writer) {
    /** In the order in which they are repointed. */
    static final List<DependentKind> ALL = List.of(
            new DependentKind("pg_proc", Sql.file("list_outside_routines"), DependentStatements::replaceRoutine),
            new DependentKind("pg_rewrite", Sql.file("list_outside_views"), DependentStatements::replaceView),
            new DependentKind("pg_rewrite", Sql.file("list_outside_rules"), DependentStatements::replaceRule),
            new DependentKind("pg_constraint", Sql.file("list_outside_keys"), DependentStatements::addKeyAgain),
            new DependentKind("pg_attrdef", Sql.file("list_outside_defaults"), DependentStatements::setDefault),
            new DependentKind("pg_policy", Sql.file("list_outside_policies"), DependentStatements::alterPolicy),
            new DependentKind("pg_trigger", Sql.file("list_outside_triggers"), DependentStatements::replaceTrigger));

    private static final String FORBIDDEN = "the connected role may not alter it";

    /** Adds to a dependent what repoints it. */
    interface Writer {
        void write(ResultSet row, ImmutableExternalDependent.Builder dependent) throws SQLException;
    }

    /** Completes those of the objects that it can repoint, and gives their addresses. */
    Collection<OutsideDependency.ObjectAddress> complete(
            Session session,
            String live,
            Map<OutsideDependency.ObjectAddress, ImmutableExternalDependent.Builder> objects) {
        Map<Long, ImmutableExternalDependent.Builder> mine = new HashMap<>();
        objects.forEach((address, dependent) -> {
            if (address.catalog().equals(catalog)) {
                mine.put(address.oid(), dependent);
            }
        });
        if (mine.isEmpty()) {
            return List.of();
        }
        String oids = mine.keySet().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
        return session.query(
                "read how to repoint what hangs on the live schema", query, row -> complete(row, mine), oids, live);
    }

    private OutsideDependency.ObjectAddress complete(
            ResultSet row, Map<Long, ImmutableExternalDependent.Builder> objects) throws SQLException {
        long oid = row.getLong("oid");
        ImmutableExternalDependent.Builder dependent = requireNonNull(objects.get(oid));
        if (row.getBoolean("allowed")) {
            writer.write(row, dependent);
        } else {
            dependent.obstacle(FORBIDDEN);
        }
        return new OutsideDependency.ObjectAddress(catalog, oid, 0);
    }
}
