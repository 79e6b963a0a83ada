package dev.pgzm.postgres;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.state.DestinationLock;
import java.util.List;

/** Holds a session-level advisory lock, which the server lets go of with the session. */
final class AdvisoryDestinationLock implements DestinationLock {
    /** "pgzm" in ASCII, so that it can be recognized in pg_locks. */
    private static final long KEY = 0x70677A6DL << 32 | 0x6C6F636BL;

    private static final Sql TRY = Sql.of("SELECT pg_catalog.pg_try_advisory_lock($1)");
    private static final Sql HOLDER = Sql.file("select_lock_holder");

    @Override
    public Held acquire(Plan plan) {
        Session session = Session.open(Side.DESTINATION, plan.destination());
        if (session.query("take the advisory lock", TRY, row -> row.getBoolean(1), KEY)
                .get(0)) {
            return session::close;
        }
        List<String> holders = session.strings("ask who holds the advisory lock", HOLDER, KEY);
        session.close();
        throw new MigrationException(
                Problem.of(ErrorCode.STATE_CONFLICT, "Cannot begin: another run of pgzm owns the destination")
                        .withDetail("Its lock is held by " + String.join("; ", holders) + ".")
                        .withHint("Wait until that run has ended, or end it.")
                        .withOutcome("Nothing was changed."));
    }
}
