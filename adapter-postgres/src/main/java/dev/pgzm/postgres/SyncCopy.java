package dev.pgzm.postgres;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.WorkItem;
import dev.pgzm.ports.progress.WorkKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Copies the rows that a preserved table had when its triggers were created, in transactions so short that nobody who wants the
 * table for itself notices. What is changed meanwhile is queued, so that it need not be seen.
 */
final class SyncCopy {
    private static final Sql PARTS = Sql.of(
            "SELECT p.part, pg_catalog.format('%I.%I', n.nspname, c.relname), p.pages, p.next_page,"
                    + " pg_catalog.current_setting('block_size')::int"
                    + " FROM pgzm.preserved_part p JOIN pg_catalog.pg_class c ON c.oid = p.part"
                    + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE p.number = $1 AND p.next_page < p.pages ORDER BY 1");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long FIRST_PAGES = 16;
    private static final long MOST_PAGES = 4096;
    private static final long FAST_NANOS = 20_000_000;
    private static final long SLOW_NANOS = 40_000_000;

    private final Session session;
    private final SyncTable table;
    private long pagesAtOnce = FIRST_PAGES;

    SyncCopy(Session session, SyncTable table) {
        this.session = session;
        this.table = table;
    }

    private record Part(long oid, String name, long pages, long nextPage, int pageBytes) {}

    void run(Progress progress) {
        long begun = System.nanoTime();
        List<Part> open = open();
        long size = open.stream()
                .mapToLong(part -> (part.pages() - part.nextPage()) * part.pageBytes())
                .sum();
        Activity activity = new Activity(new WorkItem(WorkKind.PRESERVE, table.relname(), size));
        progress.began(activity);
        for (; !open.isEmpty(); open = open()) {
            open.forEach(part -> copy(part, activity));
        }
        progress.ended(activity, Duration.ofNanos(System.nanoTime() - begun));
    }

    private List<Part> open() {
        return session.query(
                "list what is to be copied of " + table.relname(),
                PARTS,
                row -> new Part(row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4), row.getInt(5)),
                table.number());
    }

    private void copy(Part part, Activity activity) {
        long from = part.nextPage();
        while (from < part.pages()) {
            long first = from;
            long next = Math.min(part.pages(), from + pagesAtOnce);
            long begun = System.nanoTime();
            boolean moved = Retries.untilLocked(PATIENCE, attempt -> {}, () -> copyOrQueue(part, first, next));
            if (moved) {
                return;
            }
            activity.advance(0, (next - first) * part.pageBytes());
            adapt(System.nanoTime() - begun);
            from = next;
        }
    }

    private void adapt(long nanos) {
        if (nanos < FAST_NANOS) {
            pagesAtOnce = Math.min(MOST_PAGES, pagesAtOnce * 2);
        } else if (nanos > SLOW_NANOS) {
            pagesAtOnce = Math.max(1, pagesAtOnce / 2);
        }
    }

    /** Whether the rows have been moved to other pages, so that the part is begun anew. */
    private boolean copyOrQueue(Part part, long first, long next) {
        String rows = "ONLY " + part.name() + " l WHERE l.ctid >= '(" + first + ",0)' AND l.ctid < '(" + next + ",0)'";
        try {
            return step(
                    part,
                    next,
                    table.insertion("l") + " FROM " + rows + " AND NOT EXISTS (SELECT FROM " + table.shadow()
                            + " s WHERE " + table.copyOf("s", "l") + ")");
        } catch (SQLException failed) {
            if (!isTaken(failed)) {
                throw unfit(failed);
            }
            // perhaps by an older version of another row, which is to be replaced
            return queue(part, next, rows);
        }
    }

    private boolean queue(Part part, long next, String rows) {
        try {
            return step(
                    part,
                    next,
                    "INSERT INTO " + table.queue() + " (" + table.keyNames() + ") SELECT " + table.keyList("l")
                            + " FROM " + rows);
        } catch (SQLException failed) {
            throw unfit(failed);
        }
    }

    private boolean step(Part part, long next, String statement) throws SQLException {
        try {
            session.executeRaw("BEGIN; " + statement);
            boolean stayed = session.query(
                            "note what is copied of " + table.relname(),
                            Sql.of("UPDATE pgzm.preserved_part SET next_page = $2::bigint WHERE part = $1::oid"
                                    + " AND filenode = pg_catalog.pg_relation_filenode(part) RETURNING true"),
                            row -> row.getBoolean(1),
                            part.oid(),
                            next)
                    .contains(true);
            if (!stayed) {
                session.executeRaw(
                        "UPDATE pgzm.preserved_part SET next_page = 0, filenode = pg_catalog.pg_relation_filenode(part),"
                                + " pages = pg_catalog.pg_relation_size(part) / pg_catalog.current_setting('block_size')::int"
                                + " WHERE part = " + part.oid());
            }
            session.executeRaw("COMMIT");
            return !stayed;
        } catch (SQLException | MigrationException failed) {
            session.rollback();
            throw failed;
        }
    }

    /** A unique or an exclusion constraint is broken. */
    static boolean isTaken(Throwable failed) {
        String state = SqlFailure.sqlState(failed);
        return state.equals("23505") || state.equals("23P01");
    }

    private MigrationException unfit(SQLException failed) {
        if (!SqlFailure.sqlState(failed).startsWith("22")
                && !SqlFailure.sqlState(failed).startsWith("23")) {
            return SqlFailure.of(Side.DESTINATION, "copy table " + table.relname(), failed);
        }
        return new MigrationException(
                Problem.of(
                                ErrorCode.DESTINATION_FAILED,
                                "Cannot preserve table " + table.relname()
                                        + ": the source's definition does not hold the destination's rows")
                        .withDetail(SqlFailure.of(Side.DESTINATION, "copy a row", failed)
                                        .problem()
                                        .message() + "\n"
                                + SqlFailure.of(Side.DESTINATION, "copy a row", failed)
                                        .problem()
                                        .detail()
                                        .orElse(""))
                        .withHint(
                                "Mend the rows on the destination or the definition on the source, then begin again."),
                failed);
    }
}
