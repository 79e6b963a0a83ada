package dev.pgzm.postgres;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings the kept types back into the live schema, from which the outgoing schema took them along: the incoming one uses the
 * same. Those that somebody has dropped or moved meanwhile are not missed.
 */
final class TypeHomecoming implements SwapCompanion {
    private static final Sql NAMES = Sql.of("SELECT t.typname FROM pg_catalog.pg_type t"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace"
            + " WHERE n.nspname = $1 AND t.oid = ANY ($2::oid[]) ORDER BY t.oid");

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
        return SwapStatements.after(
                session.strings("list the types that are kept", NAMES, exchange.live(), oids).stream()
                        .map(typname -> "ALTER TYPE " + Identifiers.qualified(exchange.outgoing(), typname)
                                + " SET SCHEMA " + Identifiers.quote(exchange.live()))
                        .toList());
    }
}
