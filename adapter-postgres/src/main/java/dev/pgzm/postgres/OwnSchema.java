package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ImmutableMigrationRecord;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.catalog.TypeIdentity;
import dev.pgzm.ports.dump.SequenceValue;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.restore.NewRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tool's own schema in the destination, which holds the migration's record. */
final class OwnSchema {
    private static final String CREATION = Sql.file("create_own_schema").jdbc();
    private static final Sql RECORD = Sql.file("select_migration");
    private static final Sql INVENTORY = Sql.of("SELECT object FROM pgzm.inventory");
    private static final Sql KEPT_TYPES =
            Sql.of("SELECT oid, typname, definition FROM pgzm.kept_type ORDER BY typname");
    private static final int VALUES_PER_INSERT = 1000;

    private OwnSchema() {}

    /** The statements that make it, for a transaction. */
    static List<String> creation(Plan plan, NewRecord record, SourceContents contents) {
        List<String> statements = new ArrayList<>();
        statements.add(CREATION);
        statements.add("COMMENT ON SCHEMA pgzm IS " + Identifiers.literal(SchemaMark.firstLine(record.id())));
        statements.add("INSERT INTO pgzm.migration (id, goal, source, live_schema, shadow_schema, lineage, fingerprint,"
                + " snapshot, tables, has_unlogged) VALUES ("
                + Stream.of(
                                record.id().toString(),
                                record.goal().name(),
                                plan.source().uri(),
                                plan.liveSchema(),
                                plan.shadowSchema(),
                                record.lineage(),
                                record.fingerprint(),
                                contents.snapshot(),
                                String.valueOf(contents.tables().size()),
                                String.valueOf(contents.tables().stream().anyMatch(SourceTable::unlogged)))
                        .map(Identifiers::literal)
                        .collect(Collectors.joining(", "))
                + ")");
        statements.addAll(sequences(contents.sequences()));
        statements.addAll(inserts(
                "pgzm.kept_type",
                record.keptTypes().stream()
                        .map(type -> type.oid() + ", " + Identifiers.literal(type.typname()) + ", "
                                + Identifiers.literal(type.definition()))
                        .toList()));
        statements.addAll(inserts(
                "pgzm.inventory",
                contents.inventory().objects().stream()
                        .map(Identifiers::literal)
                        .toList()));
        return statements;
    }

    /** The statements that note where sequences stand. */
    static List<String> sequences(List<SequenceValue> values) {
        return inserts(
                "pgzm.sequence_value",
                values.stream()
                        .map(value -> Identifiers.literal(value.name().relname()) + ", " + value.lastValue() + ", "
                                + value.called())
                        .toList());
    }

    private static List<String> inserts(String table, List<String> rows) {
        return Batches.of(rows, VALUES_PER_INSERT).stream()
                .map(batch ->
                        batch.stream().collect(Collectors.joining("), (", "INSERT INTO " + table + " VALUES (", ")")))
                .toList();
    }

    /** Whether there is a schema of its name that carries its mark. */
    static Optional<SchemaMark> mark(Session session) {
        return SchemaSettings.mark(session, Plan.OWN_SCHEMA);
    }

    static Optional<MigrationRecord> record(Session session) {
        if (mark(session).isEmpty()) {
            return Optional.empty();
        }
        List<TypeIdentity> keptTypes = keptTypes(session);
        return session.query("read the migration's record", RECORD, row -> record(row, keptTypes)).stream()
                .findFirst();
    }

    /** The types that shadow uses where they stand; none where nothing is recorded. */
    static List<TypeIdentity> keptTypes(Session session) {
        return mark(session).isEmpty()
                ? List.of()
                : session.query("read which types are kept", KEPT_TYPES, LiveTypes::identity);
    }

    static Set<Long> oidsOfKeptTypes(Session session) {
        return keptTypes(session).stream().map(TypeIdentity::oid).collect(Collectors.toSet());
    }

    private static MigrationRecord record(ResultSet row, List<TypeIdentity> keptTypes) throws SQLException {
        return ImmutableMigrationRecord.builder()
                .id(new MigrationId(row.getLong("id")))
                .goal(Goal.valueOf(row.getString("goal")))
                .source(row.getString("source"))
                .liveSchema(row.getString("live_schema"))
                .shadowSchema(row.getString("shadow_schema"))
                .lineage(row.getString("lineage"))
                .fingerprint(row.getString("fingerprint"))
                .snapshot(row.getString("snapshot"))
                .keptTypes(keptTypes)
                .created(row.getTimestamp("created").toInstant())
                .prepared(Optional.ofNullable(row.getTimestamp("prepared")).map(java.sql.Timestamp::toInstant))
                .rowsComplete(row.getBoolean("rows_complete"))
                .emptiedByCrash(row.getBoolean("emptied"))
                .swapped(row.getBoolean("swapped"))
                .tables(row.getInt("tables"))
                .rows(row.getLong("rows"))
                .bytes(row.getLong("bytes"))
                .build();
    }

    static Inventory expectedInventory(Session session) {
        return new Inventory(new HashSet<>(session.strings("read what the source held", INVENTORY)));
    }
}
