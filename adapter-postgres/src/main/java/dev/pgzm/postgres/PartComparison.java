package dev.pgzm.postgres;

import dev.pgzm.ports.dump.CopiedPart;
import dev.pgzm.ports.dump.SourceTable;

/**
 * Compares a part's rows with those of an earlier snapshot.
 *
 * <p>If no row that is visible now was written by a transaction that the earlier snapshot's oldest running transaction
 * precedes, then every visible row was visible in it; and if there are as many as were read then, none has gone. A row
 * version never changes in place. Subtransactions have larger numbers than their transaction, so that theirs count too. Old
 * rows whose number has wrapped around may look new, which only costs a copy.
 *
 * @see <a href="https://www.postgresql.org/docs/current/ddl-system-columns.html">xmin</a>
 */
final class PartComparison {
    private final Session session;

    /**
     * Compares in a session's snapshot.
     *
     * @param session stands in the later snapshot
     */
    PartComparison(Session session) {
        this.session = session;
    }

    boolean isUnchanged(SourceTable table, CopiedPart part, String earlier) {
        Sql query = Sql.of("SELECT pg_catalog.count(*), pg_catalog.count(*) FILTER (WHERE"
                + " pg_catalog.age(t.xmin) <= pg_catalog.age(pg_catalog.xid(pg_catalog.pg_snapshot_xmin("
                + Identifiers.literal(earlier) + "::pg_catalog.pg_snapshot)))) FROM ONLY "
                + Identifiers.qualified(table.name()) + " t WHERE " + CopyStatement.pages(part.part()));
        return session.query(
                        "compare table " + table.name(),
                        query,
                        row -> row.getLong(1) == part.rows() && row.getLong(2) == 0)
                .get(0);
    }
}
