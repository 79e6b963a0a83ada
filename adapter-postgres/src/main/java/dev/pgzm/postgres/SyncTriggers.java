package dev.pgzm.postgres;

import dev.pgzm.ports.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The triggers on preserved tables and their partitions. */
final class SyncTriggers {
    private static final Sql LIST = Sql.file("list_sync_triggers");

    // whoever queues behind the request for a lock waits for as long as it does
    private static final Duration LONGEST_WAIT = Duration.ofMillis(80);

    private SyncTriggers() {}

    /** How long one attempt to create or drop a trigger may wait where applications use the table. */
    static Duration lockTimeout(Plan plan) {
        return plan.lockTimeout().compareTo(LONGEST_WAIT) < 0 ? plan.lockTimeout() : LONGEST_WAIT;
    }

    /** The triggers on one table. */
    record OnTable(String table, List<String> tgnames) {}

    /** The statements that create them, for a transaction that holds the table in SHARE ROW EXCLUSIVE mode. */
    static List<String> creation(SyncTable table, String relation) {
        List<String> statements = new ArrayList<>();
        statements.add(creation(table, relation, "INSERT", "REFERENCING NEW TABLE AS pgzm_new"));
        statements.add(creation(table, relation, "UPDATE", "REFERENCING OLD TABLE AS pgzm_old NEW TABLE AS pgzm_new"));
        statements.add(creation(table, relation, "DELETE", "REFERENCING OLD TABLE AS pgzm_old"));
        statements.add(creation(table, relation, "TRUNCATE", ""));
        return statements;
    }

    private static String creation(SyncTable table, String relation, String event, String transitions) {
        String name = Identifiers.quote("pgzm_sync_" + event.toLowerCase(Locale.ROOT));
        // also for who sets session_replication_role = replica
        return "CREATE TRIGGER " + name + " AFTER " + event + " ON " + relation + " " + transitions
                + " FOR EACH STATEMENT EXECUTE FUNCTION " + table.function() + "(); ALTER TABLE ONLY " + relation
                + " ENABLE ALWAYS TRIGGER " + name;
    }

    /** Those whose functions are in a schema. */
    static Supplier<List<OnTable>> ask(Questions questions, String home) {
        return questions.ask(
                "list the sync triggers",
                LIST,
                row -> new OnTable(
                        Identifiers.qualified(row.getString("nspname"), row.getString("relname")),
                        Session.array(row, "tgnames")),
                home);
    }

    /** Drops them table by table; each is repeated until it gets its lock. */
    static void drop(Session session, Plan plan, List<OnTable> tables) {
        for (OnTable each : tables) {
            String statements = each.tgnames().stream()
                    .map(tgname -> "DROP TRIGGER IF EXISTS " + Identifiers.quote(tgname) + " ON " + each.table())
                    .collect(Collectors.joining("; "));
            Retries.untilLocked(plan.swapTimeout(), attempt -> {}, () -> {
                session.execute(
                        "drop the sync triggers of " + each.table(),
                        MaintenanceLock.request(session, List.of(each.table()), plan.lockTimeout()) + "; "
                                + statements);
                return true;
            });
        }
    }
}
