package dev.pgzm.postgres;

import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.restore.BuildMeans;
import java.sql.SQLException;

/** A session that fills the shadow schema, which nobody reads yet. */
final class LoadSession {
    private LoadSession() {}

    static Session open(Plan plan) {
        long memory = plan.indexMemoryBytes() / plan.jobs() >> 10;
        Session session = WorkSession.open(
                plan,
                // a crash of the server loses the shadow schema's last moments, and with them the run: nothing durable
                // is due
                "SET synchronous_commit = off",
                WorkSession.WRITE_AT_ONCE,
                "SET maintenance_work_mem = " + memory,
                WorkSession.statementTimeout(plan),
                "SET max_parallel_maintenance_workers = 0");
        silenceEventTriggers(session);
        return session;
    }

    /** For one transaction, each statement with its semicolon. */
    static String settings(BuildMeans means) {
        return "SET LOCAL maintenance_work_mem = " + (means.memoryBytes() >> 10)
                + "; SET LOCAL max_parallel_maintenance_workers = " + means.parallelWorkers() + ";\n";
    }

    /** The destination's event triggers are meant for its people; only a superuser may silence them. */
    private static void silenceEventTriggers(Session session) {
        try {
            session.executeRaw("SET session_replication_role = replica");
        } catch (SQLException failed) {
            if (!SqlFailure.sqlState(failed).equals(SqlFailure.INSUFFICIENT_PRIVILEGE)) {
                session.close();
                throw SqlFailure.of(Side.DESTINATION, "set up a load session", failed);
            }
        }
    }
}
