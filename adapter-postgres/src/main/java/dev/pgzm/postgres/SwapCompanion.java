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
     * Reads what it must know while the schemas still have their names, and gives the statements that run once the names are
     * exchanged. It is asked before applications are held off, and once more after that if the live schema's dependents have
     * changed in between: what it reads must be among what {@code select_dependents_mark.sql} looks at.
     */
    List<String> statements(Session session, Exchange exchange);
}
