package dev.pgzm.postgres;

import java.sql.SQLException;
import java.util.List;

/**
 * Tells, while applications wait, whether what hangs on a schema is still what was read before. It differs when a dependency on
 * the schema's members comes or goes, and when a member does; what applications do with temporary tables does not show.
 *
 * <p>Prepared beforehand, since it takes longer to plan than to run. A few milliseconds for a thousand tables, of which
 * listing the dependents takes fifty.
 */
final class DependentsMark {
    private static final Sql MEMBERS = Sql.file("list_schema_members");

    private final String schema;
    private final String mark;

    private DependentsMark(String schema, String mark) {
        this.schema = schema;
        this.mark = mark;
    }

    /** Takes it, once in a session and before anything is read that it is to vouch for. */
    static DependentsMark take(Session session, String schema) throws SQLException {
        String oids = session.strings("list the members of schema " + schema, MEMBERS, schema)
                .get(0);
        String mark = session.executeForValue(
                "PREPARE pgzm_dependents_mark AS SELECT pg_catalog.concat(pg_catalog.count(*), ' ', pg_catalog.sum(xmin::text::bigint))"
                        + " FROM pg_catalog.pg_depend WHERE refobjid = ANY (" + Identifiers.literal(oids)
                        + "::oid[]); EXECUTE pgzm_dependents_mark");
        return new DependentsMark(schema, mark);
    }

    /** Fails, as if for a lock, when it differs by then. */
    SwapStatements watched() {
        String unchanged = "DO LANGUAGE plpgsql "
                + Identifiers.literal(
                        "DECLARE mark text; BEGIN EXECUTE 'EXECUTE pgzm_dependents_mark' INTO mark; IF mark <> "
                                + Identifiers.literal(mark) + " THEN RAISE lock_not_available USING MESSAGE = "
                                + Identifiers.literal("what hangs on schema " + schema + " has changed meanwhile")
                                + "; END IF; END");
        return new SwapStatements(List.of(), List.of(unchanged), List.of());
    }
}
