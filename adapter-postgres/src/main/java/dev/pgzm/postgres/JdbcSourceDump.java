package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.dump.SchemaScript;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.SourceLocking;
import dev.pgzm.ports.progress.Progress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes the snapshot <em>after</em> the locks: a TRUNCATE or ALTER that commits between a snapshot and its locks would
 * make a table look empty or cut in it (MVCC caveats of those commands).
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-lock.html">LOCK must come before the first query of a
 *     REPEATABLE READ transaction</a>
 */
final class JdbcSourceDump {
    private static final Sql RELATIONS = Sql.file("list_relations_to_lock");
    private static final Sql CHANGED = Sql.file("list_changed_relations");
    private static final Sql EXPORT = Sql.of("SELECT pg_catalog.pg_export_snapshot()");
    private static final int TABLES_PER_LOCK = 500;
    private static final int MAX_MOVING_TARGETS = 20;

    /** As {@link dev.pgzm.ports.dump.SourceDump#open} of a plan without an archive. */
    JdbcSourceSnapshot open(Plan plan, Progress progress) {
        Session lead = Session.open(Side.SOURCE, plan.source());
        try {
            String snapshot = lock(lead, plan, progress);
            int major =
                    lead.query("ask for the version", Sql.file("select_database_facts"), row -> row.getInt("version"))
                                    .get(0)
                            / 10_000;
            PgDump dump = new PgDump(ClientPrograms.find(plan, major));
            SourceContentsReader reader = new SourceContentsReader(lead, plan);
            SchemaScript script = dump.schema(plan, snapshot, reader::readCatalogs);
            return new JdbcSourceSnapshot(plan, lead, snapshot, reader.contents(script));
        } catch (RuntimeException failed) {
            lead.close();
            throw failed;
        }
    }

    private static String lock(Session lead, Plan plan, Progress progress) {
        for (int round = 0; round < MAX_MOVING_TARGETS; round++) {
            Optional<String> snapshot = Retries.untilLocked(
                    plan.swapTimeout(),
                    attempt -> progress.waiting("a lock on the source's tables, attempt " + attempt + blockers(plan)),
                    () -> attempt(lead, plan));
            if (snapshot.isPresent()) {
                return snapshot.get();
            }
        }
        throw new MigrationException(
                Problem.of(Side.SOURCE.failure(), "Cannot take a snapshot of the source: its tables keep changing")
                        .withDetail("In each of " + MAX_MOVING_TARGETS
                                + " attempts, tables were created, dropped, truncated or rewritten meanwhile.")
                        .withHint("Run the command again when no schema changes are under way on the source."));
    }

    /** Empty if the schema changed while the locks were taken. */
    private static Optional<String> attempt(Session lead, Plan plan) {
        try {
            Set<RelationName> listed = relations(lead, plan);
            lead.execute(
                    "begin the snapshot's transaction",
                    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;SET LOCAL lock_timeout = "
                            + plan.lockTimeout().toMillis());
            lockTables(lead, listed, plan.sourceLocking());
            String snapshot = lead.strings("export the snapshot", EXPORT).get(0);
            boolean same = relations(lead, plan).equals(listed)
                    && lead.strings("compare the tables", CHANGED, plan.liveSchema())
                            .isEmpty();
            if (same) {
                lead.execute("go on in the snapshot", "SET LOCAL lock_timeout = '60s'");
                return Optional.of(snapshot);
            }
            lead.rollback();
            return Optional.empty();
        } catch (MigrationException failed) {
            lead.rollback();
            throw failed;
        }
    }

    private static Set<RelationName> relations(Session lead, Plan plan) {
        return lead.strings("list the tables", RELATIONS, plan.liveSchema(), "rp").stream()
                .map(relname -> new RelationName(plan.liveSchema(), relname))
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    private static void lockTables(Session lead, Set<RelationName> tables, SourceLocking locking) {
        String mode = locking == SourceLocking.FREEZE_WRITERS ? "SHARE" : "ACCESS SHARE";
        for (List<RelationName> batch : Batches.of(List.copyOf(tables), TABLES_PER_LOCK)) {
            String names = batch.stream()
                    .map(name -> "ONLY " + Identifiers.qualified(name))
                    .collect(Collectors.joining(", "));
            lead.execute("lock the source's tables", "LOCK TABLE " + names + " IN " + mode + " MODE");
        }
    }

    private static String blockers(Plan plan) {
        return Blockers.describe(Side.SOURCE, plan);
    }
}
