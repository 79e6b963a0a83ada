package dev.pgzm.postgres;

import dev.pgzm.ports.plan.SwapStrategy;
import java.util.List;

/** What goes along with an exchange of the schemas, in its transaction. */
interface SwapCompanion {
    /** Whether there is something to do where the schemas are exchanged in this way. */
    default boolean goesWith(SwapStrategy strategy) {
        return true;
    }

    /**
     * Reads what it must know while the schemas still have their names and writers are held off, and gives the statements
     * that run once the names are exchanged. Applications wait meanwhile: it reads few rows, in few round trips.
     */
    List<String> statements(Session session, Exchange exchange);
}
