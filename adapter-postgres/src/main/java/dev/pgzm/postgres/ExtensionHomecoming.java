package dev.pgzm.postgres;

import dev.pgzm.ports.plan.SwapStrategy;
import java.util.List;

/**
 * Brings the extensions of the live schema back into it. Members move with ALTER EXTENSION if the extension allows it. A
 * superuser may allow it for the moment: the names in the members' bodies say the live schema already, and that is where
 * they come back to.
 */
final class ExtensionHomecoming implements SwapCompanion {
    private static final Sql EXTENSIONS = Sql.of("SELECT e.extname, e.extrelocatable FROM pg_catalog.pg_extension e"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE n.nspname = $1");

    @Override
    public boolean goesWith(SwapStrategy strategy) {
        return strategy == SwapStrategy.RENAME;
    }

    @Override
    public SwapStatements statements(Session session, Exchange exchange) {
        return SwapStatements.after(moves(session, exchange.live(), exchange.live()));
    }

    /** The statements that move the extensions of a schema to another, for when it is there. */
    static List<String> moves(Session session, String from, String to) {
        return session
                .query(
                        "list the extensions of schema " + from,
                        EXTENSIONS,
                        row -> move(row.getString(1), row.getBoolean(2), to),
                        from)
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> move(String extname, boolean relocatable, String to) {
        String move = "ALTER EXTENSION " + Identifiers.quote(extname) + " SET SCHEMA " + Identifiers.quote(to);
        return relocatable
                ? List.of(move)
                : List.of(setRelocatable(extname, true), move, setRelocatable(extname, false));
    }

    private static String setRelocatable(String extname, boolean relocatable) {
        return "UPDATE pg_catalog.pg_extension SET extrelocatable = " + relocatable + " WHERE extname = "
                + Identifiers.literal(extname);
    }
}
