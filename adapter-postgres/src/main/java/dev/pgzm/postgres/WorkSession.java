package dev.pgzm.postgres;

import dev.pgzm.ports.plan.Plan;

/** A session that changes the destination for the run that owns it. */
final class WorkSession {
    private WorkSession() {}

    static Session open(Plan plan) {
        Session session = Session.open(Side.DESTINATION, plan.destination());
        try {
            AdvisoryKeys.join(session);
            return session;
        } catch (RuntimeException failed) {
            session.close();
            throw failed;
        }
    }
}
