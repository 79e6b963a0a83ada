package dev.pgzm.postgres;

import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.state.DestinationLock;
import dev.pgzm.ports.state.LeaseHolder;
import java.util.List;
import java.util.Optional;

/** Holds a session-level advisory lock, which the server lets go of with the session. */
final class AdvisoryDestinationLock implements DestinationLock {
    private static final Sql TRY = Sql.of("SELECT pg_catalog.pg_try_advisory_lock($1)");
    private static final Sql HOLDER = Sql.file("select_lock_holder");
    private static final Sql END_DEAD_RUNS = Sql.file("terminate_sessions_of_dead_runs");
    private static final int APPLICATION_NAME_BYTES = 63;

    @Override
    public Held acquire(DatabaseUrl destination, LeaseHolder me) {
        return BeforeBeginning.failsAsPreflight(() -> {
            Session session = locked(destination, me);
            try {
                awaitSessionsOfDeadRuns(session);
                SpareConnections.keep(destination);
                return new HeldSession(session, destination, me);
            } catch (RuntimeException failed) {
                session.close();
                throw failed;
            }
        });
    }

    private static Session locked(DatabaseUrl destination, LeaseHolder me) {
        // the name first, so that whoever finds the lock taken can read whose it is
        Session session =
                Session.open(Side.DESTINATION, destination, "SET application_name = " + Identifiers.literal(name(me)));
        try {
            if (session.query("take the advisory lock", TRY, row -> row.getBoolean(1), AdvisoryKeys.OWNER)
                    .get(0)) {
                return session;
            }
            throw held(holders(session));
        } catch (RuntimeException failed) {
            session.close();
            throw failed;
        }
    }

    /** Whoever dies leaves sessions that go on until the server notices; a lock that they share tells when they are gone. */
    private static void awaitSessionsOfDeadRuns(Session session) {
        session.execute(
                "wait for the sessions of a dead run",
                END_DEAD_RUNS.inlined(String.valueOf(AdvisoryKeys.WORK))
                        + "; SELECT pg_catalog.pg_advisory_lock(" + AdvisoryKeys.WORK + ");"
                        + " SELECT pg_catalog.pg_advisory_unlock(" + AdvisoryKeys.WORK + ")");
    }

    private static String name(LeaseHolder me) {
        String name = "pgzm, process " + me.pid() + " on " + me.host();
        return name.substring(0, Math.min(name.length(), APPLICATION_NAME_BYTES));
    }

    private static List<String> holders(Session session) {
        return session.strings("ask who holds the advisory lock", HOLDER, AdvisoryKeys.OWNER);
    }

    private static MigrationException held(List<String> holders) {
        return new MigrationException(DestinationLock.heldBy(String.join("; ", holders)));
    }

    @Override
    public Optional<String> holder(DatabaseUrl destination) {
        try (Session session = Session.open(Side.DESTINATION, destination)) {
            return holders(session).stream().findFirst();
        }
    }

    /** The lock with the session that holds it. */
    private static final class HeldSession implements Held {
        private static final Sql PING = Sql.of("SELECT 1");
        private static final Sql LET_GO = Sql.of("SELECT pg_catalog.pg_advisory_unlock($1)");

        private final DatabaseUrl destination;
        private final LeaseHolder me;
        private Session session;
        private boolean closed;

        HeldSession(Session session, DatabaseUrl destination, LeaseHolder me) {
            this.session = session;
            this.destination = destination;
            this.me = me;
        }

        @Override
        public synchronized void renew() {
            if (!closed && !answers()) {
                session.close();
                session = locked(destination, me);
            }
        }

        private boolean answers() {
            try {
                session.query("see whether the lock is held", PING, row -> row.getInt(1));
                return true;
            } catch (MigrationException lost) {
                return false;
            }
        }

        /** The next command may follow at once, and the server ends a session when it gets round to it. */
        @Override
        public synchronized void close() {
            closed = true;
            SpareConnections.release(destination);
            try {
                session.query("let go of the advisory lock", LET_GO, row -> row.getBoolean(1), AdvisoryKeys.OWNER);
            } catch (MigrationException lost) {
                // then the server lets go of it
            }
            session.close();
        }
    }
}
