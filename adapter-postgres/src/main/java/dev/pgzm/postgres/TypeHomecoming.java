package dev.pgzm.postgres;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings the kept types back into the live schema: the outgoing schema took them along, or, of a backup that was replaced
 * earlier, a later backup has them. The incoming one uses the same. Those that somebody has dropped or moved meanwhile are not
 * missed.
 */
final class TypeHomecoming implements SwapCompanion {
    private static final Sql NAMES = Sql.of("SELECT n.nspname, t.typname FROM pg_catalog.pg_type t"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace"
            + " WHERE t.oid = ANY ($3::oid[]) AND n.nspname <> $2"
            + " AND (n.nspname = $1 OR n.nspname ~ '^backup_[1-9][0-9]{12}$') ORDER BY t.oid");

    private final Set<Long> kept;

    TypeHomecoming(Set<Long> kept) {
        this.kept = kept;
    }

    @Override
    public SwapStatements statements(Session session, Exchange exchange) {
        if (kept.isEmpty()) {
            return SwapStatements.after(List.of());
        }
        String oids = kept.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
        return SwapStatements.after(session.query(
                "list the types that are kept",
                NAMES,
                row -> homecoming(exchange, row.getString("nspname"), row.getString("typname")),
                exchange.live(),
                exchange.incoming(),
                oids));
    }

    private static String homecoming(Exchange exchange, String nspname, String typname) {
        String place = nspname.equals(exchange.live()) ? exchange.outgoing() : nspname;
        return "ALTER TYPE " + Identifiers.qualified(place, typname) + " SET SCHEMA "
                + Identifiers.quote(exchange.live());
    }
}
