package dev.pgzm.postgres;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Asks for locks in their order, and tells when others began to wait for them. */
final class LockRequests {
    private LockRequests() {}

    /**
     * Returns with all the locks, and ends at once when the thread is interrupted.
     *
     * @param sql locks some of the relations
     * @return when the first was granted, by the clock of {@link System#nanoTime}
     */
    static long grant(Session session, List<String> relations, Function<List<String>, String> sql) throws SQLException {
        AtomicLong granted = new AtomicLong(System.nanoTime());
        if (!relations.isEmpty()) {
            Interruption.cancelling(session, () -> {
                session.executeRaw(sql.apply(relations.subList(0, 1)));
                granted.set(System.nanoTime());
                if (relations.size() > 1) {
                    session.executeRaw(sql.apply(relations.subList(1, relations.size())));
                }
            });
        }
        return granted.get();
    }
}
