package dev.pgzm.postgres;

import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.Plan;
import java.util.List;

/** Tells who holds what a lock waits for. */
final class Blockers {
    private static final Sql LIST = Sql.file("list_blockers");
    private static final int SHOWN = 3;

    private Blockers() {}

    /** Text that follows "waiting for ..."; empty where nobody is found or the server can't be asked. */
    static String describe(Side side, Plan plan) {
        try (Session session = Session.open(side, side.url(plan))) {
            List<String> blockers = list(session, plan.liveSchema());
            return blockers.isEmpty()
                    ? ""
                    : ": held by " + String.join("; ", blockers.subList(0, Math.min(SHOWN, blockers.size())));
        } catch (MigrationException unreachable) {
            return "";
        }
    }

    /** The sessions that hold a lock on a table of the schema which the swap's would wait for. */
    static List<String> list(Session session, String schema) {
        return session.strings("list who blocks", LIST, schema);
    }
}
