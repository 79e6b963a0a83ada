package dev.pgzm.postgres;

import static java.util.Objects.requireNonNull;

import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.dump.ImmutableSourceContents;
import dev.pgzm.ports.dump.ImmutableSourceTable;
import dev.pgzm.ports.dump.RowFormat;
import dev.pgzm.ports.dump.SchemaScript;
import dev.pgzm.ports.dump.SequenceValue;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.plan.Plan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads, in the snapshot, everything but the rows and the script. */
final class SourceContentsReader {
    private static final Sql TABLES = Sql.file("list_source_tables");
    private static final Sql SPECIAL = Sql.file("list_special_relations");
    private static final Sql SNAPSHOT = Sql.of("SELECT pg_catalog.pg_current_snapshot()::text");
    private static final int SEQUENCES_PER_QUERY = 200;

    private final Session session;
    private final String live;
    private final ImmutableSourceContents.Builder contents = ImmutableSourceContents.builder();
    private @Nullable CastEntries casts;

    SourceContentsReader(Session session, Plan plan) {
        this.session = session;
        this.live = plan.liveSchema();
    }

    private record Special(long oid, RelationName name, String relkind) {}

    /** The first half; the script need not be there yet. */
    void readCatalogs() {
        casts = CastEntries.read(session, live);
        List<Special> special = session.query("list the sequences and views", SPECIAL, this::special, live);
        contents.snapshot(session.strings("name the snapshot", SNAPSHOT).get(0))
                .tables(session.query("list the tables", TABLES, this::table, live))
                .types(LiveTypes.list(session, live))
                .sequences(sequences(named(special, "S")))
                .schemaComment(SchemaSettings.read(session, live).comment())
                .inventory(JdbcCatalogs.inventory(session, live));
        for (Special each : special) {
            if (each.relkind().equals("m")) {
                contents.putPopulatedViews(each.oid(), each.name());
            } else if (each.relkind().equals("p")) {
                contents.putPartitionedTables(each.oid(), each.name());
            }
        }
    }

    /** Asks nothing any more. */
    SourceContents contents(SchemaScript script) {
        return contents.script(EntryNumbers.byPosition(requireNonNull(casts).addTo(script)))
                .build();
    }

    private Special special(ResultSet row) throws SQLException {
        return new Special(row.getLong("oid"), name(row), row.getString("relkind"));
    }

    private RelationName name(ResultSet row) throws SQLException {
        return new RelationName(live, row.getString("relname"));
    }

    private SourceTable table(ResultSet row) throws SQLException {
        return ImmutableSourceTable.builder()
                .oid(row.getLong("oid"))
                .name(name(row))
                .columns(Session.array(row, "columns"))
                .format(row.getBoolean("binary_safe") ? RowFormat.BINARY : RowFormat.TEXT)
                .pages(row.getLong("pages"))
                .bytes(row.getLong("bytes"))
                .filenode(row.getLong("filenode"))
                .unlogged(row.getBoolean("unlogged"))
                .splittable(row.getBoolean("heap"))
                .ancestors(Arrays.asList((Long[]) row.getArray("ancestors").getArray()))
                .build();
    }

    private static List<RelationName> named(List<Special> special, String relkind) {
        return special.stream()
                .filter(each -> each.relkind().equals(relkind))
                .map(Special::name)
                .toList();
    }

    private List<SequenceValue> sequences(List<RelationName> names) {
        List<SequenceValue> values = new ArrayList<>();
        for (List<RelationName> batch : Batches.of(names, SEQUENCES_PER_QUERY)) {
            String query = batch.stream()
                    .map(name -> "SELECT " + Identifiers.literal(name.relname()) + ", last_value, is_called FROM "
                            + Identifiers.qualified(name))
                    .collect(Collectors.joining(" UNION ALL "));
            values.addAll(session.query(
                    "read the sequences",
                    new Sql(query, query, List.of()),
                    row -> new SequenceValue(
                            new RelationName(live, row.getString(1)), row.getLong(2), row.getBoolean(3))));
        }
        return values;
    }
}
