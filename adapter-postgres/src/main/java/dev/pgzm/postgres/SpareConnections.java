package dev.pgzm.postgres;

import dev.pgzm.ports.plan.DatabaseUrl;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * For each destination that a run of this process owns, the connection that was left last: most steps open a session right after
 * another, and a new connection costs the server a process, and a distant client four round trips instead of one.
 *
 * <p>There is never more than one, and none beside a new one: a run holds no more connections than without.
 */
final class SpareConnections {
    private static final Map<DatabaseUrl, Optional<TappedConnection>> SPARES = new HashMap<>();

    private SpareConnections() {}

    /** From now on one is kept. */
    static synchronized void keep(DatabaseUrl url) {
        SPARES.putIfAbsent(url, Optional.empty());
    }

    /** None is kept any more. */
    static synchronized void release(DatabaseUrl url) {
        Optional<TappedConnection> spare = SPARES.remove(url);
        if (spare != null) {
            spare.ifPresent(TappedConnection::close);
        }
    }

    /** The spare one, which is the caller's then. */
    static synchronized Optional<TappedConnection> take(DatabaseUrl url) {
        Optional<TappedConnection> spare = SPARES.replace(url, Optional.empty());
        return spare == null ? Optional.empty() : spare;
    }

    /**
     * Leaves one that can be used again.
     *
     * @return whether it is kept; else the caller closes it
     */
    static synchronized boolean leave(DatabaseUrl url, TappedConnection connection) {
        return SPARES.replace(url, Optional.empty(), Optional.of(connection));
    }
}
