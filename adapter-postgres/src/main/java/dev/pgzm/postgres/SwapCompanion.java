package dev.pgzm.postgres;

import java.util.List;

/** What goes along with an exchange of the schemas, in its transaction. */
interface SwapCompanion {
    /**
     * Reads what it must know while the schemas still have their names and writers are held off, and gives the statements
     * that run once the names are exchanged. Applications wait meanwhile: it reads few rows, in few round trips.
     */
    List<String> statements(Session session, Exchange exchange);
}
