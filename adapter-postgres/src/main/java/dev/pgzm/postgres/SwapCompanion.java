package dev.pgzm.postgres;

import dev.pgzm.ports.plan.SwapStrategy;

/** What goes along with an exchange of the schemas, in its transaction. */
interface SwapCompanion {
    /** Whether there is something to do where the schemas are exchanged in this way. */
    default boolean goesWith(SwapStrategy strategy) {
        return true;
    }

    /**
     * Reads what it must know while the schemas still have their names, and gives the statements that go along with the
     * exchange. Applications are not held off yet; if the live schema's dependents change before they are, the attempt is
     * repeated: what is read here must be among what {@link DependentsMark} watches.
     */
    SwapStatements statements(Session session, Exchange exchange);
}
