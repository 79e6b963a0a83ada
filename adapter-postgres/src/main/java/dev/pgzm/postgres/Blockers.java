package dev.pgzm.postgres;

import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Tells who holds what a lock waits for. */
final class Blockers {
    private static final Sql LIST = Sql.file("list_blockers");
    private static final int SHOWN = 3;

    private Blockers() {}

    /** Text that follows "waiting for ..."; empty where nobody is found or the server can't be asked. */
    static String describe(Side side, Plan plan) {
        try (Session session = Session.open(side, side.url(plan))) {
            return describe(list(session, plan.liveSchema(), HeldOff.WRITERS, Duration.ZERO));
        } catch (MigrationException unreachable) {
            return "";
        }
    }

    static String describe(List<Blocker> blockers) {
        return blockers.isEmpty() ? "" : ": held by " + names(blockers);
    }

    /** The oldest, and how many more there are. */
    static String names(List<Blocker> blockers) {
        return blockers.stream().limit(SHOWN).map(Blocker::description).collect(Collectors.joining("; "))
                + (blockers.size() > SHOWN ? " and " + (blockers.size() - SHOWN) + " more" : "");
    }

    /**
     * The transactions that locks on the schema would wait for, the oldest first.
     *
     * @param lasting how long each must have lasted; who came later than a request for a lock is not what it waits for
     */
    static List<Blocker> list(Session session, String schema, HeldOff heldOff, Duration lasting) {
        return session.query(
                "list who blocks",
                LIST,
                row -> new Blocker(
                        row.getInt("pid"),
                        row.getString("began"),
                        row.getBoolean("autovacuum"),
                        row.getString("blocker")),
                schema,
                lasting.toMillis(),
                AdvisoryKeys.OWNER,
                AdvisoryKeys.WORK,
                heldOff.relkinds,
                heldOff.compatibleModes);
    }
}
