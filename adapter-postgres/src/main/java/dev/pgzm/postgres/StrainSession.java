package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.Strain;
import dev.pgzm.ports.catalog.StrainSight;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.Plan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The session in which a run asks again and again how strained the destination is. One whose connection was lost is replaced. */
final class StrainSession implements AutoCloseable {
    private static final String PATIENCE = "SET statement_timeout = '5s'";

    private final Plan plan;
    private @Nullable Session session;
    private Optional<StrainSight> sight = Optional.empty();
    private boolean closed;

    StrainSession(Plan plan) {
        this.plan = plan;
    }

    List<Strain> read() {
        Session asked = session();
        try {
            StrainReader reader = new StrainReader(asked, plan.protection());
            if (sight.isEmpty()) {
                sight = reader.sight();
            }
            return sight.map(reader::read).orElse(List.of());
        } catch (MigrationException failed) {
            forget();
            throw failed;
        }
    }

    private Session session() {
        Session open = open();
        if (open == null) {
            open = Session.open(Side.DESTINATION, plan.destination(), PATIENCE);
            keep(open);
        }
        return open;
    }

    private synchronized @Nullable Session open() {
        return session;
    }

    private synchronized void keep(Session opened) {
        session = opened;
        if (closed) {
            forget();
        }
    }

    private synchronized void forget() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        forget();
    }
}
