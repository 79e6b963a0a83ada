package dev.pgzm.postgres;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Triggers on new tables that do not let a transaction write by a snapshot which is older than the swap: it may not see rows that
 * only a drain of the queue has brought over, and would change none of them without a word. It fails with
 * {@code serialization_failure} instead, as it must be ready to. At READ COMMITTED they cost the look at a setting.
 */
final class SwapGuards {
    private static final String FUNCTION = Sql.file("create_guard_function").jdbc();
    private static final Sql GUARDED = Sql.file("list_guarded_tables");
    private static final Sql OLDER = Sql.file("list_snapshots_before_guards");
    private static final String NAME = "pgzm_guard";
    private static final String CALL = ".refuse_old_snapshot(";

    private final Session session;
    private final Plan plan;
    private final String home;

    /**
     * @param home the schema of their function
     */
    SwapGuards(Session session, Plan plan, String home) {
        this.session = session;
        this.plan = plan;
        this.home = home;
    }

    /** Makes what {@link #creation} needs; idempotent. */
    void makeReady() {
        session.execute("make the guards' function", FUNCTION.replace(Plan.OWN_SCHEMA + CALL, home + CALL));
    }

    /** The statements of a block in the swap's transaction that guard a table and its partitions. */
    String creation(String table) {
        return SyncStart.parts(session, table).stream()
                .map(part -> "EXECUTE "
                        // also for who sets session_replication_role = replica
                        + Identifiers.literal("CREATE TRIGGER " + NAME + " BEFORE INSERT OR UPDATE OR DELETE ON "
                                + part.name() + " FOR EACH STATEMENT WHEN (pg_catalog.current_setting("
                                + "'transaction_isolation') <> 'read committed') EXECUTE FUNCTION " + home + CALL)
                        + " || pg_catalog.pg_current_xact_id() || ')'; ALTER TABLE ONLY " + part.name()
                        + " ENABLE ALWAYS TRIGGER " + NAME)
                .collect(Collectors.joining("; "));
    }

    /**
     * Drops all there are when no transaction can need them any more. Waits for that, and for the locks, until the plan's swap
     * timeout; an attempt holds applications off for a moment only.
     *
     * @return what is left, and how it is dropped by hand
     */
    Optional<Finding> drop(MigrationId id, Progress progress) {
        try {
            return Retries.untilLocked(
                    plan.swapTimeout(),
                    attempt -> progress.waiting("the last transactions that began before the swap, to take the guards"
                            + " off " + String.join(", ", guarded()) + Blockers.describe(older())),
                    this::attempt);
        } catch (MigrationException failed) {
            if (failed.problem().code() == ErrorCode.INTERRUPTED || session.isClosed()) {
                throw failed;
            }
            return Optional.of(leave(id, failed));
        }
    }

    private List<String> guarded() {
        return session.query(
                "list the guarded tables",
                GUARDED,
                row -> Identifiers.qualified(row.getString("nspname"), row.getString("relname")),
                home);
    }

    private List<Blocker> older() {
        return session.query(
                "list the snapshots of before the swap",
                OLDER,
                row -> new Blocker(row.getInt("pid"), row.getString("began"), false, row.getString("session")),
                home);
    }

    private Optional<Finding> attempt() {
        List<String> guarded = guarded();
        if (!guarded.isEmpty()) {
            List<Blocker> older = older();
            if (!older.isEmpty()) {
                throw new MigrationException(Problem.of(
                        ErrorCode.SWAP_NOT_OBTAINED,
                        "open transactions began before the swap: " + Blockers.names(older)));
            }
            guarded.forEach(this::drop);
        }
        return Optional.empty();
    }

    private void drop(String table) {
        session.execute(
                "drop the guard of " + table,
                MaintenanceLock.request(session, List.of(table), SyncTriggers.lockTimeout(plan))
                        + "; DROP TRIGGER IF EXISTS " + NAME + " ON " + table);
    }

    /** They go on working in a schema of their own when the tool's is dropped. */
    private Finding leave(MigrationId id, MigrationException failed) {
        List<String> guarded = guarded();
        String schema = Identifiers.quote(NAME + "_" + id);
        session.execute(
                "leave the guards where they are",
                "CREATE SCHEMA " + schema + "; COMMENT ON SCHEMA " + schema + " IS "
                        + Identifiers.literal(
                                "pgzm's guards, to be dropped when the transactions of before the swap have ended")
                        + "; ALTER FUNCTION " + home + CALL + ") SET SCHEMA " + schema);
        return new Finding(
                Severity.WARNING,
                "triggers " + NAME + " are left on " + String.join(", ", guarded),
                failed.problem().message()
                        + "; a transaction that began before the swap at REPEATABLE READ or above may miss"
                        + " rows of these tables, and fails with SQLSTATE 40001 if it writes to them",
                "When the transactions have ended, run: SET lock_timeout = '"
                        + SyncTriggers.lockTimeout(plan).toMillis() + "ms'; DROP SCHEMA " + schema + " CASCADE");
    }
}
