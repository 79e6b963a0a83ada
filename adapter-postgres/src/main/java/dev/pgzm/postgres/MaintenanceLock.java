package dev.pgzm.postgres;

import java.time.Duration;
import java.util.List;

/**
 * The lock of who maintains a table (SHARE UPDATE EXCLUSIVE), autovacuum first of all. A request for it keeps no application waiting that
 * the holder does not keep waiting already, so that it can wait until the server makes autovacuum yield. Who has it meets no
 * maintenance when it asks for a stronger one, behind which applications do wait.
 *
 * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html">Explicit Locking</a>
 */
final class MaintenanceLock {
    private static final Duration BESIDES = Duration.ofSeconds(1);

    private MaintenanceLock() {}

    /** How long autovacuum may keep a request waiting, and a second. */
    static Duration patience(Session session) {
        return Blockade.untilAutovacuumYields(session).plus(BESIDES);
    }

    /**
     * The statements of a transaction that ask for it.
     *
     * @param tables quoted and qualified
     * @param afterwards the transaction's {@code lock_timeout} from then on
     */
    static String request(Session session, List<String> tables, Duration afterwards) {
        return "SET LOCAL lock_timeout = " + patience(session).toMillis() + "; "
                + LockRequests.ofTables(tables, "SHARE UPDATE EXCLUSIVE")
                + "; SET LOCAL lock_timeout = " + afterwards.toMillis();
    }
}
