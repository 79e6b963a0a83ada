package dev.pgzm.postgres;

import dev.pgzm.ports.plan.Plan;

/** A session that brings rows from live tables to their copies, beside applications that write to both. */
final class SyncSession {
    private SyncSession() {}

    static Session open(Plan plan) {
        return WorkSession.open(
                plan,
                // what others wait for when they commit is a batch of WAL
                "SET synchronous_commit = local",
                WorkSession.WRITE_AT_ONCE,
                "SET lock_timeout = '50ms'",
                // each statement is about few keys of large tables, whatever the statistics say
                "SET enable_seqscan = off",
                "SET enable_hashjoin = off",
                "SET enable_mergejoin = off");
    }
}
