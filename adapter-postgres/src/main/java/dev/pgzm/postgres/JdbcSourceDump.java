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
import java.util.function.Supplier;
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
    private static final Sql MORE_PATIENCE = Sql.of("SELECT pg_catalog.set_config('lock_timeout', '60s', true)");
    private static final int TABLES_PER_LOCK = 500;
    private static final int MAX_MOVING_TARGETS = 20;
    // six round trips each, while pg_dump makes a hundred
    private static final int READERS_AHEAD = 8;

    /** As {@link dev.pgzm.ports.dump.SourceDump#open} of a plan without an archive. */
    JdbcSourceSnapshot open(Plan plan, Progress progress) {
        Session lead = Session.open(Side.SOURCE, plan.source());
        try {
            String snapshot = lock(lead, plan, progress);
            return dumped(lead, plan, snapshot);
        } catch (RuntimeException failed) {
            lead.close();
            throw failed;
        }
    }

    private static JdbcSourceSnapshot dumped(Session lead, Plan plan, String snapshot) {
        PgDump dump = new PgDump(ClientPrograms.find(plan, lead.serverMajor()));
        SourceContentsReader reader = new SourceContentsReader(lead, plan);
        SessionPool readers = JdbcSourceSnapshot.readers(plan, snapshot);
        try {
            SchemaScript script = dump.schema(plan, snapshot, () -> {
                reader.readCatalogs();
                if (plan.archive().isEmpty()) {
                    readers.open(Math.min(plan.jobs(), READERS_AHEAD));
                }
            });
            return new JdbcSourceSnapshot(lead, snapshot, reader.contents(script), readers);
        } catch (RuntimeException failed) {
            readers.close();
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
            Set<RelationName> listed = relations(new Questions(lead), plan).get();
            lead.execute(
                    "begin the snapshot's transaction",
                    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;SET LOCAL lock_timeout = "
                            + plan.lockTimeout().toMillis());
            lockTables(lead, listed, plan.sourceLocking());
            Questions questions = new Questions(lead);
            Supplier<List<String>> exported = questions.strings("export the snapshot", EXPORT);
            Supplier<Set<RelationName>> relations = relations(questions, plan);
            Supplier<List<String>> changed = questions.strings("compare the tables", CHANGED, plan.liveSchema());
            questions.strings("go on in the snapshot", MORE_PATIENCE);
            String snapshot = exported.get().get(0);
            if (relations.get().equals(listed) && changed.get().isEmpty()) {
                return Optional.of(snapshot);
            }
            lead.rollback();
            return Optional.empty();
        } catch (MigrationException failed) {
            lead.rollback();
            throw failed;
        }
    }

    private static Supplier<Set<RelationName>> relations(Questions questions, Plan plan) {
        Supplier<List<String>> relnames = questions.strings("list the tables", RELATIONS, plan.liveSchema(), "rp");
        return () -> relnames.get().stream()
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
