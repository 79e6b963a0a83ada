package dev.pgzm.distribution;

import dev.pgzm.postgres.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Compares preserved tables with their copies in one snapshot, but for the keys that the tool knows to be behind. */
final class StepComparison {
    private static final String COLUMNS =
            "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
                    + " WHERE table_schema = 'public' AND table_name = %s";

    /**
     * Whether a table has another file than this snapshot knows of: what TRUNCATE does, all snapshots see at once, but not the marker
     * in the queue that comes with it (https://www.postgresql.org/docs/current/mvcc-caveats.html).
     */
    private static final String TRUNCATED =
            "SELECT EXISTS (SELECT FROM pg_class c WHERE c.oid IN (SELECT %1$s::regclass"
                    + " UNION SELECT relid FROM pg_partition_tree(%1$s)) AND c.relfilenode <> pg_relation_filenode(c.oid))";

    private final TestDatabase database;
    private long queued;

    StepComparison(TestDatabase database) {
        this.database = database;
    }

    /** A table as SQL names it, with the columns of its key. */
    record Keyed(String table, List<String> key) {
        static List<Keyed> all() {
            List<Keyed> all = new ArrayList<>(TortureTable.all().stream()
                    .map(table -> new Keyed(
                            table.name(),
                            table.keys().stream().map(TortureTable.Column::name).toList()))
                    .toList());
            all.add(new Keyed("contended", List.of("id")));
            return all;
        }

        /** Unquoted, as a literal. */
        String literal() {
            return "'"
                    + (table.startsWith("\"")
                            ? table.substring(1, table.length() - 1).replace("\"\"", "\"")
                            : table) + "'";
        }

        String regclass() {
            return "'public." + table.replace("'", "''") + "'";
        }

        String differences(String columns, String number) {
            String sameKey =
                    key.stream().map(column -> "q." + column + " = d." + column).collect(Collectors.joining(" AND "));
            return "WITH live AS (SELECT " + columns + " FROM public." + table + "), copy AS (SELECT " + columns
                    + " FROM shadow." + table + "), d AS (SELECT 'live' AS side, l.* FROM (TABLE live EXCEPT ALL TABLE"
                    + " copy) l UNION ALL SELECT 'copy', c.* FROM (TABLE copy EXCEPT ALL TABLE live) c)"
                    + " SELECT left(d::text, 100) FROM d WHERE NOT EXISTS (SELECT FROM pgzm.queue_" + number
                    + " q WHERE q.pgzm_everything OR " + sameKey + ")";
        }
    }

    /** Of all tables, at one instant. */
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            for (Keyed keyed : Keyed.all()) {
                String columns = TestDatabase.value(statement, COLUMNS.formatted(keyed.literal()));
                String number = TestDatabase.value(
                        statement,
                        "SELECT number FROM pgzm.preserved_table WHERE relname = " + keyed.literal() + " LIMIT 1");
                queued += Long.parseLong(TestDatabase.value(statement, "SELECT count(*) FROM pgzm.queue_" + number));
                List<String> found = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery(keyed.differences(columns, number))) {
                    while (rows.next()) {
                        found.add(keyed.table + ": " + rows.getString(1));
                    }
                }
                if (!found.isEmpty()
                        && !TestDatabase.value(statement, TRUNCATED.formatted(keyed.regclass()))
                                .equals("t")) {
                    differences.addAll(found);
                }
            }
            connection.commit();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
        return differences;
    }

    /** Keys that waited, in all comparisons together. */
    long queued() {
        return queued;
    }
}
