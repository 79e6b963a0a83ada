package dev.pgzm.postgres;

import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.Plan;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Begins to keep a table in step: its queue, its function and its triggers, in one transaction. */
final class SyncStart {
    private static final Sql PARTS = Sql.file("list_table_parts");
    private static final Sql DEFINITION = Sql.file("select_definition");

    private final Session session;
    private final Plan plan;

    SyncStart(Session session, Plan plan) {
        this.session = session;
        this.plan = plan;
    }

    /** A table or one of its partitions. */
    record Part(long oid, String nspname, String relname, boolean leaf, boolean packed, long filenode, long pages) {
        /** Quoted and qualified. */
        String name() {
            return Identifiers.qualified(nspname, relname);
        }
    }

    static List<Part> parts(Session session, String table) {
        return session.query(
                "list the partitions of " + table,
                PARTS,
                row -> new Part(
                        row.getLong("oid"),
                        row.getString("nspname"),
                        row.getString("relname"),
                        row.getBoolean("leaf"),
                        row.getBoolean("packed"),
                        row.getLong("filenode"),
                        row.getLong("pages")),
                table);
    }

    static String definition(Session session, String table) {
        return session.strings("read the definition of " + table, DEFINITION, table)
                .get(0);
    }

    /** What is written down of it in the same transaction. */
    private interface Note {
        void write(SyncTable table) throws SQLException;
    }

    void begin(SyncTable table) {
        Retries.untilLocked(plan.swapTimeout(), attempt -> {}, () -> attempt(table, this::note));
    }

    /** Of a table that no record names: its queue has the definition as its comment. */
    void beginUnrecorded(SyncTable table) {
        Retries.untilLocked(plan.swapTimeout(), attempt -> {}, () -> attempt(table, this::comment));
    }

    private void comment(SyncTable table) throws SQLException {
        session.executeRaw(
                "COMMENT ON TABLE " + table.queue() + " IS " + Identifiers.literal(definition(session, table.live())));
    }

    private boolean attempt(SyncTable table, Note note) {
        try {
            session.executeRaw("BEGIN; SET LOCAL lock_timeout = "
                    + SyncTriggers.lockTimeout(plan).toMillis());
            session.executeRaw(tables(table));
            session.executeRaw(SyncFunction.definition(table, SyncFunction.Mode.QUEUE) + "; REVOKE ALL ON FUNCTION "
                    + table.function() + "() FROM PUBLIC");
            List<Part> parts = parts(session, table.live());
            List<String> names = parts.stream().map(Part::name).toList();
            session.executeRaw(MaintenanceLock.request(session, names, SyncTriggers.lockTimeout(plan)));
            session.executeRaw(LockRequests.ofTables(names, "SHARE ROW EXCLUSIVE"));
            session.executeRaw(parts.stream()
                    .flatMap(part -> SyncTriggers.creation(table, part.name()).stream())
                    .collect(Collectors.joining("; ")));
            note.write(table);
            session.executeRaw("COMMIT");
            return true;
        } catch (SQLException failed) {
            session.rollback();
            throw SqlFailure.of(Side.DESTINATION, "keep table " + table.relname() + " in step", failed);
        } catch (MigrationException failed) {
            // of a query, which may have waited for a lock too
            session.rollback();
            throw failed;
        }
    }

    private static String tables(SyncTable table) {
        String keys = "SELECT " + table.keyList("l") + " FROM " + table.live() + " l WITH NO DATA";
        return "CREATE TABLE " + table.queue() + " AS " + keys + "; ALTER TABLE " + table.queue()
                + " ADD pgzm_id bigint GENERATED ALWAYS AS IDENTITY, ADD pgzm_everything boolean NOT NULL DEFAULT false,"
                + " ADD pgzm_failed boolean NOT NULL DEFAULT false, ADD pgzm_error text,"
                + " ADD pgzm_queued timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(); CREATE INDEX ON "
                + table.queue() + " (pgzm_id); CREATE TABLE " + table.batch() + " AS " + keys;
    }

    /** Pages that are added from now on hold rows whose keys are queued. */
    private void note(SyncTable table) throws SQLException {
        List<Part> parts = parts(session, table.live());
        StringBuilder statements = new StringBuilder();
        for (Part part : parts) {
            if (part.leaf()) {
                statements.append(
                        "INSERT INTO pgzm.preserved_part (part, number, filenode, pages) VALUES (%d, %d, %d, %d);"
                                .formatted(part.oid(), table.number(), part.filenode(), part.pages()));
            }
        }
        statements
                .append("UPDATE pgzm.preserved_table SET state = 'copying', definition = ")
                .append(Identifiers.literal(definition(session, table.live())))
                .append(" WHERE number = ")
                .append(table.number());
        session.executeRaw(statements.toString());
    }
}
