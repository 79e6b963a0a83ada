package dev.pgzm.postgres;

import dev.pgzm.ports.plan.Plan;

/** A session that brings rows from live tables to their copies, beside applications that write to both. */
final class SyncSession {
    private SyncSession() {}

    static Session open(Plan plan) {
        return WorkSession.open(
                plan,
                // what others wait for when they commit: a batch of WAL, not pages that the kernel has let pile up
                "SET synchronous_commit = local",
                "SET backend_flush_after = '1MB'",
                "SET lock_timeout = '50ms'",
                // each statement is about few keys of large tables, whatever the statistics say
                "SET enable_seqscan = off",
                "SET enable_hashjoin = off",
                "SET enable_mergejoin = off");
    }
}
