package dev.pgzm.postgres;

import dev.pgzm.ports.dump.CopiedPart;
import dev.pgzm.ports.dump.Part;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.dump.SourceContents;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.restore.LoadedRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the destination knows of the rows that have arrived. */
final class CopiedRows {
    private static final Sql PARTS = Sql.file("list_copied_parts");
    private static final Sql FOREIGN_KEYS = Sql.file("list_foreign_keys");
    private static final int TABLES_PER_TRANSACTION = 100;

    private final Session session;
    private final Plan plan;

    CopiedRows(Session session, Plan plan) {
        this.session = session;
        this.plan = plan;
    }

    /** The statement that notes a part, for the transaction that loads it. */
    static String note(SourceTable table, Part part, LoadedRows loaded) {
        String toPage = part.toPage().isPresent() ? String.valueOf(part.toPage().getAsLong()) : "NULL";
        return Stream.of(table.oid(), part.fromPage(), toPage, loaded.rows(), loaded.bytes(), table.filenode())
                .map(String::valueOf)
                .collect(Collectors.joining(", ", "INSERT INTO pgzm.copied_part VALUES (", ")"));
    }

    static List<CopiedPart> list(Session session) {
        return session.query("list the copied parts", PARTS, CopiedRows::part);
    }

    private static CopiedPart part(ResultSet row) throws SQLException {
        long toPage = row.getLong("to_page");
        OptionalLong end = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(toPage);
        return new CopiedPart(
                row.getLong("oid"),
                new Part(row.getLong("from_page"), end),
                row.getLong("rows"),
                row.getLong("filenode"));
    }

    /** Foreign keys first: they forbid TRUNCATE. */
    void empty(List<SourceTable> tables, List<ScriptEntry> foreignKeys) {
        List<String> statements = new ArrayList<>(session.query(
                "list the foreign keys",
                FOREIGN_KEYS,
                row -> "ALTER TABLE " + Identifiers.qualified(plan.shadowSchema(), row.getString("relname"))
                        + " DROP CONSTRAINT " + Identifiers.quote(row.getString("conname")),
                plan.shadowSchema()));
        statements.add(FinishedSteps.forget(foreignKeys));
        session.execute("take back the foreign keys", String.join(";\n", statements));
        Batches.of(tables, TABLES_PER_TRANSACTION).forEach(this::emptyBatch);
    }

    private void emptyBatch(List<SourceTable> tables) {
        List<String> statements = new ArrayList<>();
        tables.forEach(table -> statements.add(CopyStatement.truncate(table, plan.shadowSchema())));
        statements.add(tables.stream()
                .map(table -> String.valueOf(table.oid()))
                .collect(Collectors.joining(", ", "DELETE FROM pgzm.copied_part WHERE oid IN (", ")")));
        session.execute("empty tables that are copied again", String.join(";\n", statements));
    }

    void areOf(SourceContents later) {
        List<String> statements = new ArrayList<>();
        statements.add("UPDATE pgzm.migration SET snapshot = " + Identifiers.literal(later.snapshot()));
        statements.add("DELETE FROM pgzm.sequence_value");
        statements.addAll(OwnSchema.sequences(later.sequences()));
        session.execute("note the snapshot", String.join(";\n", statements));
    }
}
