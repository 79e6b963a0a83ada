package dev.pgzm.postgres;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Empties a preserved table's queue: for each key, the copy's row is deleted and the live table's current row inserted.
 *
 * <p>Safe beside applications. The queue's entries go first, in the same transaction: what a transaction changes after the live
 * row was read is queued again, or meets the copy's row here and waits for it, or does not find the copy's row as it expects it
 * and queues its key. What may have come and gone in between is looked for at the end.
 */
final class SyncDrain {
    /** Before draining in a transaction: each statement is about few keys of large tables, whatever the statistics say. */
    static final String FEW_KEYS =
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off;" + " SET LOCAL enable_mergejoin = off";

    /** After it. */
    static final String ANY_KEYS =
            "SET LOCAL enable_seqscan = on; SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on";

    private static final int KEYS = 500;
    // what the swap may find: some 30 ms of work
    private static final int FEW = 2 * KEYS;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Session session;
    private final SyncTable table;

    SyncDrain(Session session, SyncTable table) {
        this.session = session;
        this.table = table;
    }

    /**
     * Brings over what is queued when it begins, and what that needs; applications may queue more than it can follow. Keys whose
     * rows the copy cannot hold stay, with the reason.
     */
    void run() {
        session.execute(
                "look at failed keys again", "UPDATE " + table.queue() + " SET pgzm_failed = false WHERE pgzm_failed");
        pass();
    }

    /**
     * After {@link #run}: follows the applications until few keys are left, which the swap brings over while writers wait.
     *
     * @throws MigrationException with {@code SWAP_NOT_OBTAINED} if they queue more than it can follow
     */
    void catchUp() {
        long before = Long.MAX_VALUE;
        long queued = pass();
        while (queued > FEW) {
            if (queued >= before) {
                throw tooFast(queued, before);
            }
            before = queued;
            queued = pass();
        }
    }

    private MigrationException tooFast(long queued, long before) {
        return new MigrationException(Problem.of(
                        ErrorCode.SWAP_NOT_OBTAINED,
                        "Cannot swap: preserved table " + table.relname()
                                + " is changed faster than its queue is emptied")
                .withDetail(queued + " keys were queued while " + before + " were brought over."
                        + " Queued are changes of SERIALIZABLE transactions, and of rows that several change at once.")
                .withHint("Run the command again when the table is written to less."));
    }

    /** How many keys it has taken from the queue. */
    private long pass() {
        spreadMarkers();
        long last = session.query(
                        "look how long the queue of " + table.relname() + " is", newest(), row -> row.getLong(1))
                .get(0);
        long taken = 0;
        long batch = KEYS;
        while (batch >= KEYS) {
            batch = batch(KEYS, last);
            taken += batch;
        }
        return taken;
    }

    private Sql newest() {
        return Sql.of("SELECT pg_catalog.max(pgzm_id) FROM " + table.queue());
    }

    /**
     * All of it, as the statements of a block for the swap's transaction, which holds writers off.
     *
     * @param guard a statement of the block, for where something is brought over
     * @param needed whether it is for any case
     */
    static String finish(SyncTable table, String guard, boolean needed) {
        return String.join(
                ";\n",
                spread(table),
                take(table),
                "IF " + (needed ? "true" : "FOUND") + " THEN " + guard + "; END IF",
                replace(table),
                clear(table));
    }

    /** All of it, as the statements of a block, where the copy is guarded already. */
    static String finish(SyncTable table) {
        return String.join(";\n", spread(table), take(table), replace(table), clear(table));
    }

    private static String take(SyncTable table) {
        return "WITH taken AS (DELETE FROM " + table.queue() + " RETURNING " + table.keyNames() + ") INSERT INTO "
                + table.batch() + " SELECT DISTINCT " + table.keyNames() + " FROM taken";
    }

    private void spreadMarkers() {
        Retries.untilLocked(PATIENCE, attempt -> {}, () -> {
            try {
                session.executeRaw("BEGIN; " + spread(table) + "; COMMIT");
                return true;
            } catch (SQLException failed) {
                session.rollback();
                throw SqlFailure.of(Side.DESTINATION, "read the queue of " + table.relname(), failed);
            }
        });
    }

    /** The table was truncated, or keys could not be read: every row is in doubt. */
    private static String spread(SyncTable table) {
        return "WITH marker AS (DELETE FROM " + table.queue()
                + " WHERE pgzm_everything RETURNING pgzm_id) INSERT INTO "
                + table.queue() + " (" + table.keyNames() + ") SELECT " + table.keyBack("s") + " FROM "
                + table.shadow() + " s WHERE EXISTS (SELECT FROM marker) UNION ALL SELECT " + table.keyList("l")
                + " FROM " + table.live() + " l WHERE EXISTS (SELECT FROM marker) AND NOT EXISTS (SELECT FROM "
                + table.shadow() + " s WHERE " + table.copyOf("s", "l") + ")";
    }

    private long batch(int keys, long last) {
        try {
            return tried(keys, last);
        } catch (MigrationException failed) {
            refuseOthers(failed);
            // a row that waits itself may hold what one of these wants to have
            evict();
            return separated(keys, last);
        }
    }

    /** Of two halves, so that what cannot be brought over is found in few steps. */
    private long separated(int keys, long last) {
        try {
            return tried(keys, last);
        } catch (MigrationException failed) {
            refuseOthers(failed);
            if (keys == 1) {
                return setAside(failed);
            }
            long first = separated(keys / 2, last);
            return first + separated(keys - keys / 2, last);
        }
    }

    /** Class 22 is about values, class 23 about constraints. */
    private static void refuseOthers(MigrationException failed) {
        String state = SqlFailure.sqlState(failed);
        if (!state.startsWith("22") && !state.startsWith("23")) {
            throw failed;
        }
    }

    /** As many as there are, up to a number; none if they are locked for long. */
    private long tried(int keys, long last) {
        try {
            return Retries.untilLocked(PATIENCE, attempt -> {}, () -> attempt(keys, last));
        } catch (MigrationException failed) {
            if (Retries.isForALock(failed)) {
                // a long transaction holds a row: the next drain finds it gone, and that of the swap has waited for it
                return 0;
            }
            throw failed;
        }
    }

    private long attempt(int keys, long last) {
        try {
            session.executeRaw("BEGIN");
            long taken = session.query(
                            "take keys from the queue of " + table.relname(),
                            Sql.of("WITH taken AS (DELETE FROM " + table.queue()
                                    + " WHERE pgzm_id IN (SELECT pgzm_id FROM "
                                    + table.queue()
                                    + " WHERE pgzm_id <= " + last
                                    + " AND NOT pgzm_failed AND NOT pgzm_everything ORDER BY pgzm_id LIMIT " + keys
                                    + ") RETURNING " + table.keyNames() + "), noted AS (INSERT INTO " + table.batch()
                                    + " SELECT DISTINCT " + table.keyNames() + " FROM taken)"
                                    + " SELECT pg_catalog.count(*) FROM taken"),
                            row -> row.getLong(1))
                    .get(0);
            session.executeRaw(replace(table) + "; " + withdraw(table) + "; " + clear(table)
                    + (taken > 0 ? "; " + table.noteBrought() : "") + "; COMMIT");
            return taken;
        } catch (SQLException failed) {
            session.rollback();
            throw SqlFailure.of(Side.DESTINATION, "bring rows over to " + table.relname(), failed);
        } catch (MigrationException failed) {
            session.rollback();
            throw failed;
        }
    }

    /** Each statement sees what was committed before it: the live rows are read last. */
    private static String replace(SyncTable table) {
        return "DELETE FROM " + table.shadow() + " s USING " + table.batch() + " k WHERE " + table.copyOf("s", "k")
                + "; " + table.insertion("l") + " FROM " + table.batch() + " k JOIN " + table.live() + " l ON "
                + table.sameKey("l", "k");
    }

    /**
     * Deletes again what was inserted though its live row is gone. Where the copy had no row of a key, applications may make one and
     * delete it, both themselves, between the reading of the live row and the insertion, which then meets nothing. From the
     * insertion on whoever touches the key waits for it or queues.
     */
    private static String withdraw(SyncTable table) {
        return "DELETE FROM " + table.shadow() + " s USING " + table.batch() + " k WHERE " + table.copyOf("s", "k")
                + " AND NOT EXISTS (SELECT FROM " + table.live() + " l WHERE " + table.sameKey("l", "k") + ")";
    }

    private static String clear(SyncTable table) {
        return "DELETE FROM " + table.batch();
    }

    /** Rows of keys that wait may hold what a row of this batch wants to have: they go first. */
    private void evict() {
        Retries.untilLocked(PATIENCE, attempt -> {}, () -> {
            session.execute(
                    "make room in " + table.relname(),
                    "DELETE FROM " + table.shadow() + " s USING (SELECT DISTINCT " + table.keyNames() + " FROM "
                            + table.queue() + " WHERE NOT pgzm_everything) k WHERE " + table.copyOf("s", "k"));
            return true;
        });
    }

    private long setAside(MigrationException failed) {
        session.execute(
                "note a key that cannot be brought over",
                "UPDATE " + table.queue() + " SET pgzm_failed = true, pgzm_error = "
                        + Identifiers.literal(failed.problem().message()) + " WHERE pgzm_id = (SELECT pgzm_id FROM "
                        + table.queue() + " WHERE NOT pgzm_failed AND NOT pgzm_everything ORDER BY pgzm_id LIMIT 1)");
        return 1;
    }
}
