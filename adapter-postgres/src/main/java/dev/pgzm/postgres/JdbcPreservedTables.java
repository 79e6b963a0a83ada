package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ExtensionPlan;
import dev.pgzm.ports.dump.ScriptEntry;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.sync.ImmutablePreservedStanding;
import dev.pgzm.ports.sync.Orphans;
import dev.pgzm.ports.sync.PreservedStanding;
import dev.pgzm.ports.sync.PreservedTables;
import dev.pgzm.ports.sync.TableComparison;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Keeps preserved tables in step over JDBC. */
final class JdbcPreservedTables implements PreservedTables {
    private static final Sql TABLES = Sql.of(
            "SELECT p.number, p.relname, p.state, p.definition, m.live_schema,"
                    + " (SELECT greatest(c.reltuples, 0)::bigint FROM pg_catalog.pg_class c WHERE c.oid ="
                    + " pg_catalog.format('%I.%I', m.shadow_schema, p.relname)::pg_catalog.regclass) AS rows"
                    + " FROM pgzm.preserved_table p, pgzm.migration m WHERE NOT p.sequence AND p.state <> 'planned' ORDER BY p.number");
    private static final Duration LONGEST_MAINTENANCE = Duration.ofMinutes(1);
    private static final Sql STATE = Sql.of("SELECT state FROM pgzm.preserved_table WHERE number = $1");
    private static final Sql VIEWS = Sql.file("list_views_of_preserved");
    private static final Sql KEYS = Sql.of(
            "SELECT conname, relname, columns, referenced, referenced_columns FROM pgzm.late_key ORDER BY position");

    @Override
    public void keepInStep(Plan plan, List<ScriptEntry> late, ExtensionPlan extensions, Progress progress) {
        try (Session session = SyncSession.open(plan)) {
            new LateEntries(session, plan, extensions).note(session, late);
            List<SyncTable> tables = new SyncTables(session, plan).read();
            for (SyncTable table : tables) {
                if (state(session, table).equals("planned")) {
                    maintain(session, "leave room in table " + table.relname(), RoomForUpdates.leaving(session, table));
                    new SyncStart(session, plan).begin(table);
                }
                if (state(session, table).equals("copying")) {
                    copy(session, table, progress);
                }
            }
            tables.forEach(table -> new SyncDrain(session, table).run());
        }
        refreshViews(plan);
    }

    private static String state(Session session, SyncTable table) {
        return session.strings("ask how far table " + table.relname() + " is", STATE, table.number())
                .get(0);
    }

    private static void copy(Session session, SyncTable table, Progress progress) {
        new SyncCopy(session, table).run(progress);
        maintain(
                session,
                "analyze table " + table.relname(),
                RoomForUpdates.takingBack(session, table) + "; ANALYZE " + table.shadow());
        session.execute(
                "keep table " + table.relname() + " in step",
                SyncFunction.definition(table, SyncFunction.Mode.DIRECT)
                        + "; UPDATE pgzm.preserved_table SET state = 'in step' WHERE number = " + table.number() + "; "
                        + table.noteBrought());
    }

    /** Runs statements about the new table, at which autovacuum may be at work. */
    private static void maintain(Session session, String doing, String statements) {
        Retries.untilLocked(LONGEST_MAINTENANCE, attempt -> {}, () -> {
            session.execute(
                    doing,
                    "SET LOCAL lock_timeout = "
                            + MaintenanceLock.patience(session).toMillis() + "; " + statements);
            return true;
        });
    }

    /** They were filled while the tables below them were empty. */
    private static void refreshViews(Plan plan) {
        try (Session session = LoadSession.open(plan)) {
            for (String view : session.strings("list the views of preserved tables", VIEWS, plan.shadowSchema())) {
                session.execute(
                        "fill materialized view " + view,
                        "SET LOCAL search_path = " + Identifiers.quote(plan.shadowSchema()) + ", "
                                + Identifiers.quote(plan.liveSchema())
                                + "; SET LOCAL jit TO DEFAULT; REFRESH MATERIALIZED VIEW "
                                + Identifiers.qualified(plan.shadowSchema(), view));
            }
        }
    }

    private record Noted(int number, String relname, String state, String definition, String live, long rows) {}

    @Override
    public List<PreservedStanding> standings(DatabaseUrl destination) {
        try (Session session = reading(destination)) {
            if (OwnSchema.record(session).filter(record -> !record.swapped()).isEmpty()) {
                return List.of();
            }
            List<PreservedStanding> standings = new ArrayList<>();
            for (Noted noted : session.query("list the preserved tables", TABLES, JdbcPreservedTables::noted)) {
                standings.add(standing(session, noted));
            }
            return standings;
        }
    }

    private static Noted noted(ResultSet row) throws SQLException {
        return new Noted(
                row.getInt("number"),
                row.getString("relname"),
                row.getString("state"),
                row.getString("definition"),
                row.getString("live_schema"),
                row.getLong("rows"));
    }

    private static PreservedStanding standing(Session session, Noted noted) {
        String queue = "pgzm.queue_" + noted.number();
        String live = Identifiers.qualified(noted.live(), noted.relname());
        boolean altered = !SyncStart.definition(session, live).equals(noted.definition());
        return session.query(
                        "look at the queue of " + noted.relname(),
                        Sql.of("SELECT pg_catalog.count(*) AS queued, pg_catalog.count(pgzm_error) AS errors,"
                                + " (SELECT pgzm_error FROM " + queue
                                + " WHERE pgzm_error IS NOT NULL ORDER BY pgzm_failed DESC, pgzm_id DESC LIMIT 1) AS last_error,"
                                + " (EXTRACT(epoch FROM pg_catalog.clock_timestamp() - pg_catalog.min(pgzm_queued)) * 1000)::bigint AS age FROM "
                                + queue),
                        row -> standing(row, noted, altered))
                .get(0);
    }

    private static PreservedStanding standing(ResultSet row, Noted noted, boolean altered) throws SQLException {
        long age = row.getLong("age");
        Optional<Duration> oldest = row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(Math.max(0, age)));
        ImmutablePreservedStanding.Builder standing = ImmutablePreservedStanding.builder()
                .relname(noted.relname())
                .inStep(noted.state().equals("in step"))
                .rows(noted.rows())
                .queued(row.getLong("queued"))
                .errors(row.getLong("errors"))
                .lastError(Optional.ofNullable(row.getString("last_error")))
                .age(oldest);
        if (altered) {
            standing.obstacle("its columns, keys, partitions or sync triggers were altered since prepare");
        }
        return standing.build();
    }

    @Override
    public List<Orphans> orphans(Plan plan) {
        try (Session session = reading(plan.destination())) {
            // planning evaluates the expressions of indexes, whose functions may rely on the applications' path
            session.execute(
                    "set the search_path",
                    "SET search_path = " + Identifiers.quote(plan.shadowSchema()) + ", "
                            + Identifiers.quote(plan.liveSchema()));
            Map<String, SyncTable> preserved = new SyncTables(session, plan)
                    .read().stream().collect(Collectors.toMap(SyncTable::relname, Function.identity()));
            List<Orphans> orphans = new ArrayList<>();
            for (LateKey key :
                    session.query("list the foreign keys of preserved tables", KEYS, JdbcPreservedTables::key)) {
                long rows = session.query(
                                "count orphans", Sql.of(key.orphanCount(plan, preserved)), row -> row.getLong(1))
                        .get(0);
                if (rows > 0) {
                    orphans.add(new Orphans(key.description(), rows));
                }
            }
            return orphans;
        }
    }

    private static LateKey key(ResultSet row) throws SQLException {
        return new LateKey(
                row.getString("conname"),
                row.getString("relname"),
                Session.array(row, "columns"),
                row.getString("referenced"),
                Session.array(row, "referenced_columns"));
    }

    @Override
    public List<TableComparison> compare(Plan plan) {
        try (Session session = reading(plan.destination())) {
            return new SyncComparison(session, plan).compare();
        }
    }

    @Override
    public Optional<Finding> unguard(Plan plan, MigrationId id, Progress progress) {
        try (Session session = WorkSession.open(plan)) {
            return new SwapGuards(session, plan, Plan.OWN_SCHEMA).drop(id, progress);
        }
    }

    private static Session reading(DatabaseUrl destination) {
        return Session.reading(Side.DESTINATION, destination);
    }
}
