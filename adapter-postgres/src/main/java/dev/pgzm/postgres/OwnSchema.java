package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ImmutableMigrationRecord;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.catalog.TypeIdentity;
import dev.pgzm.ports.dump.SequenceValue;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.plan.DroppedColumns;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.ImmutablePreservation;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.OrphanPolicy;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.Preservation;
import dev.pgzm.ports.plan.TablePattern;
import dev.pgzm.ports.restore.NewRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tool's own schema in the destination, which holds the migration's record. */
final class OwnSchema {
    private static final String CREATION = Sql.file("create_own_schema").jdbc();
    private static final Sql RECORD = Sql.file("select_migration");
    private static final Sql INVENTORY = Sql.of("SELECT object FROM pgzm.inventory");
    private static final Sql KEPT_TYPES =
            Sql.of("SELECT oid, typname, definition FROM pgzm.kept_type ORDER BY typname");
    private static final Sql PRESERVED = Sql.of("SELECT relname FROM pgzm.preserved_table ORDER BY number");
    private static final int VALUES_PER_INSERT = 1000;

    private OwnSchema() {}

    /** The statements that make it, for a transaction. */
    static List<String> creation(Plan plan, NewRecord record, SourceContents contents) {
        List<String> statements = new ArrayList<>();
        statements.add(CREATION);
        statements.add("COMMENT ON SCHEMA pgzm IS " + Identifiers.literal(SchemaMark.firstLine(record.id())));
        statements.add("INSERT INTO pgzm.migration (id, goal, source, live_schema, shadow_schema, lineage, fingerprint,"
                + " snapshot, tables, has_unlogged, orphans, dropped_columns) VALUES ("
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
                                String.valueOf(contents.tables().stream().anyMatch(SourceTable::unlogged)),
                                plan.preservation().orphans().name(),
                                plan.preservation().droppedColumns().name())
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
        statements.addAll(preserved(plan.preservation(), contents));
        return statements;
    }

    /** The tables and sequences that the plan names, each by its name. */
    private static List<String> preserved(Preservation preservation, SourceContents contents) {
        Set<String> sequences = contents.sequences().stream()
                .map(sequence -> sequence.name().relname())
                .collect(Collectors.toSet());
        List<String> rows = new ArrayList<>();
        for (TablePattern table : preservation.tables()) {
            String relname = table.exactName().orElseThrow();
            rows.add((rows.size() + 1) + ", " + Identifiers.literal(relname) + ", " + sequences.contains(relname));
        }
        return inserts("pgzm.preserved_table (number, relname, sequence)", rows);
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

    /** As {@link #mark}, of several questions. */
    static Supplier<Optional<SchemaMark>> askMark(Questions questions) {
        return SchemaSettings.askMark(questions, Plan.OWN_SCHEMA);
    }

    static Optional<MigrationRecord> record(Session session) {
        return mark(session).isEmpty() ? Optional.empty() : markedRecord(session);
    }

    /** Where the schema is known to carry its mark. */
    static Optional<MigrationRecord> markedRecord(Session session) {
        Questions questions = new Questions(session);
        Supplier<List<ImmutableMigrationRecord>> records =
                questions.ask("read the migration's record", RECORD, OwnSchema::withoutItsParts);
        Supplier<List<TypeIdentity>> keptTypes = askKeptTypes(questions);
        Supplier<List<String>> preserved = questions.strings("list the preserved tables", PRESERVED);
        return records.get().stream()
                .findFirst()
                .map(record -> record.withKeptTypes(keptTypes.get())
                        .withPreservation(record.preservation().of(preserved.get())));
    }

    /** The types that shadow uses where they stand; none where nothing is recorded. */
    static List<TypeIdentity> keptTypes(Session session) {
        return mark(session).isEmpty()
                ? List.of()
                : askKeptTypes(new Questions(session)).get();
    }

    static Set<Long> oidsOfKeptTypes(Session session) {
        return keptTypes(session).stream().map(TypeIdentity::oid).collect(Collectors.toSet());
    }

    /** As {@link #oidsOfKeptTypes}, where something is recorded. */
    static Supplier<Set<Long>> askOidsOfKeptTypes(Questions questions) {
        Supplier<List<TypeIdentity>> keptTypes = askKeptTypes(questions);
        return () -> keptTypes.get().stream().map(TypeIdentity::oid).collect(Collectors.toSet());
    }

    private static Supplier<List<TypeIdentity>> askKeptTypes(Questions questions) {
        return questions.ask("read which types are kept", KEPT_TYPES, LiveTypes::identity);
    }

    private static ImmutableMigrationRecord withoutItsParts(ResultSet row) throws SQLException {
        return ImmutableMigrationRecord.builder()
                .id(new MigrationId(row.getLong("id")))
                .goal(Goal.valueOf(row.getString("goal")))
                .source(row.getString("source"))
                .liveSchema(row.getString("live_schema"))
                .shadowSchema(row.getString("shadow_schema"))
                .lineage(row.getString("lineage"))
                .fingerprint(row.getString("fingerprint"))
                .snapshot(row.getString("snapshot"))
                .preservation(ImmutablePreservation.builder()
                        .orphans(OrphanPolicy.valueOf(row.getString("orphans")))
                        .droppedColumns(DroppedColumns.valueOf(row.getString("dropped_columns")))
                        .build())
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
