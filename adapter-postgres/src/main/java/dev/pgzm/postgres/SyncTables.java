package dev.pgzm.postgres;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Plan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the preserved tables that a migration's record names, with what the catalog says of them. */
final class SyncTables {
    private static final Sql LIST =
            Sql.of("SELECT number, relname FROM pgzm.preserved_table WHERE NOT sequence ORDER BY number");
    private static final Sql COLUMNS = Sql.file("list_sync_columns");
    private static final Sql KEYS = Sql.file("list_sync_keys");
    private static final Sql SHADOW =
            Sql.of("SELECT c.relkind = 'p' AS partitioned, EXISTS (SELECT FROM pg_catalog.pg_constraint"
                    + " WHERE conrelid = c.oid AND contype IN ('u', 'p', 'x') AND condeferrable) AS deferred"
                    + " FROM pg_catalog.pg_class c WHERE c.oid = $1::text::pg_catalog.regclass");

    private final Session session;
    private final Plan plan;

    SyncTables(Session session, Plan plan) {
        this.session = session;
        this.plan = plan;
    }

    private record Entry(int number, String relname) {}

    private record Column(SyncColumn column, boolean copied) {}

    private record Key(List<String> attnames, List<String> live, List<String> shadow, boolean immediate) {}

    private record Shadow(boolean partitioned, boolean deferred) {}

    List<SyncTable> read() {
        return session
                .query("list the preserved tables", LIST, row -> new Entry(row.getInt(1), row.getString(2)))
                .stream()
                .map(entry -> read(entry, Plan.OWN_SCHEMA))
                .toList();
    }

    /**
     * Tables that no record names.
     *
     * @param home the schema of their queues and functions
     */
    List<SyncTable> read(List<String> relnames, String home) {
        List<SyncTable> tables = new ArrayList<>();
        for (String relname : relnames) {
            tables.add(read(new Entry(tables.size() + 1, relname), home));
        }
        return tables;
    }

    private SyncTable read(Entry entry, String home) {
        String live = Identifiers.qualified(plan.liveSchema(), entry.relname());
        String shadow = Identifiers.qualified(plan.shadowSchema(), entry.relname());
        List<SyncColumn> columns =
                session
                        .query("read the columns of " + entry.relname(), COLUMNS, SyncTables::column, live, shadow)
                        .stream()
                        .filter(Column::copied)
                        .map(Column::column)
                        .toList();
        Key key = session.query("find the key of " + entry.relname(), KEYS, SyncTables::key, live, shadow).stream()
                .findFirst()
                .orElseThrow(() -> noKey(entry.relname()));
        Shadow facts = session.query(
                        "look at the new table " + entry.relname(),
                        SHADOW,
                        row -> new Shadow(row.getBoolean("partitioned"), row.getBoolean("deferred")),
                        shadow)
                .get(0);
        return ImmutableSyncTable.builder()
                .number(entry.number())
                .relname(entry.relname())
                .home(home)
                .live(live)
                .shadow(shadow)
                .key(keys(key, columns))
                .columns(columns)
                .direct(key.immediate()
                        && !facts.deferred()
                        && columns.stream()
                                .noneMatch(column ->
                                        column.always() && !key.attnames().contains(column.attname())))
                .partitioned(facts.partitioned())
                .build();
    }

    private static List<SyncKey> keys(Key key, List<SyncColumn> columns) {
        Map<String, SyncColumn> byName =
                columns.stream().collect(Collectors.toMap(SyncColumn::attname, Function.identity()));
        List<SyncKey> keys = new ArrayList<>();
        for (int i = 0; i < key.attnames().size(); i++) {
            SyncColumn column = byName.get(key.attnames().get(i));
            if (column == null) {
                throw new IllegalStateException("a key with a column that is generated: " + key.attnames());
            }
            keys.add(new SyncKey(column, key.live().get(i), key.shadow().get(i)));
        }
        return keys;
    }

    private static Column column(ResultSet row) throws SQLException {
        return new Column(
                ImmutableSyncColumn.builder()
                        .attname(row.getString("attname"))
                        .always(row.getBoolean("always"))
                        .same(row.getBoolean("same"))
                        .assigned(row.getBoolean("assigned"))
                        .type(row.getString("type"))
                        .liveType(row.getString("live_type"))
                        .collation(row.getString("collation"))
                        .build(),
                row.getBoolean("in_live") && row.getBoolean("in_shadow") && !row.getBoolean("computed"));
    }

    private static Key key(ResultSet row) throws SQLException {
        return new Key(
                Session.array(row, "attnames"),
                Session.array(row, "live_operators"),
                Session.array(row, "shadow_operators"),
                row.getBoolean("immediate"));
    }

    private static MigrationException noKey(String relname) {
        return new MigrationException(Problem.of(
                        ErrorCode.DESTINATION_FAILED, "Cannot keep table " + relname + " in step: it has no key")
                .withDetail("No unique index without nulls is on the same columns of the live and of the new table.")
                .withHint("Give both databases such a key, or do not preserve the table."));
    }
}
