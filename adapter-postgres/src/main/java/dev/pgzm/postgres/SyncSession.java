package dev.pgzm.postgres;

import dev.pgzm.ports.plan.Plan;

/** A session that brings rows from live tables to their copies, beside applications that write to both. */
final class SyncSession {
    private static final String SETTINGS = "SET synchronous_commit = off; SET lock_timeout = '50ms';"
            // each statement is about few keys of large tables, whatever the statistics say
            + " SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off";

    private SyncSession() {}

    static Session open(Plan plan) {
        Session session = WorkSession.open(plan);
        session.execute("set up a sync session", SETTINGS);
        return session;
    }
}
