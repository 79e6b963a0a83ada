package dev.pgzm.postgres;

import dev.pgzm.ports.plan.DatabaseUrl;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For each destination that a run of this process owns, the connection that was left last: most steps open a session right after
 * another, and a new connection costs the server a process, and a distant client four round trips instead of one.
 *
 * <p>There is never more than one, and none beside a new one: a run holds no more connections than without.
 */
final class SpareConnections {
    private static final Duration JUST_NOW = Duration.ofSeconds(1);
    private static final Map<DatabaseUrl, Optional<Spare>> SPARES = new HashMap<>();

    private SpareConnections() {}

    /**
     * One that is left.
     *
     * @param settings those that it has still; empty where its session may have changed them, or anything else
     * @param left as {@link System#nanoTime} tells it
     */
    record Spare(TappedConnection connection, Optional<List<String>> settings, long left) {
        /** Whether it is as who wants these settings would set it up. */
        boolean isSetUp(List<String> wanted) {
            return settings.filter(wanted::equals).isPresent();
        }

        /** Within the last second. */
        boolean isLeftJustNow() {
            return System.nanoTime() - left < JUST_NOW.toNanos();
        }
    }

    /** From now on one is kept. */
    static synchronized void keep(DatabaseUrl url) {
        SPARES.putIfAbsent(url, Optional.empty());
    }

    /** None is kept any more. */
    static synchronized void release(DatabaseUrl url) {
        Optional<Spare> spare = SPARES.remove(url);
        if (spare != null) {
            spare.map(Spare::connection).ifPresent(TappedConnection::close);
        }
    }

    /** The spare one, which is the caller's then. */
    static synchronized Optional<Spare> take(DatabaseUrl url) {
        Optional<Spare> spare = SPARES.replace(url, Optional.empty());
        return spare == null ? Optional.empty() : spare;
    }

    /**
     * Leaves one that can be used again.
     *
     * @return whether it is kept; else the caller closes it
     */
    static synchronized boolean leave(DatabaseUrl url, Spare spare) {
        return SPARES.replace(url, Optional.empty(), Optional.of(spare));
    }
}
