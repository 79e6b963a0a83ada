package dev.pgzm.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Asks for locks in their order, and tells when others began to wait for them. Whoever waits for one of these relations waits
 * for all of them, so that the patience is for all, while {@code lock_timeout} is for each.
 */
final class LockRequests {
    // the server's own timeout, for one lock, comes first
    private static final Duration ROUND_TRIP = Duration.ofMillis(50);
    // what an unhindered request takes on a busy machine
    private static final Duration WORK_PER_RELATION = Duration.ofNanos(100_000);

    private LockRequests() {}

    /**
     * Returns with all the locks, and ends at once when the thread is interrupted.
     *
     * @param sql locks some of the relations
     * @param patience how long all may be waited for
     * @return when the first was granted, by the clock of {@link System#nanoTime}
     */
    static long grant(Session session, List<String> relations, Function<List<String>, String> sql, Duration patience)
            throws SQLException {
        AtomicLong granted = new AtomicLong(System.nanoTime());
        if (!relations.isEmpty()) {
            Duration work = WORK_PER_RELATION.multipliedBy(relations.size());
            boolean inTime =
                    Interruption.cancelling(session, patience.plus(work).plus(ROUND_TRIP), () -> {
                        session.executeRaw(sql.apply(relations.subList(0, 1)));
                        granted.set(System.nanoTime());
                        if (relations.size() > 1) {
                            session.executeRaw(sql.apply(relations.subList(1, relations.size())));
                        }
                    });
            if (!inTime) {
                throw new SQLException(
                        "the locks of " + relations.size() + " relations were not all granted within "
                                + patience.toMillis() + " ms",
                        SqlFailure.LOCK_NOT_AVAILABLE);
            }
        }
        return granted.get();
    }
}
