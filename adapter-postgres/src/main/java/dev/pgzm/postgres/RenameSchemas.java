package dev.pgzm.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Exchanges two schemas by their names: the quickest, whatever they hold. */
final class RenameSchemas implements ExchangeStrategy {
    private static final Sql TABLES = Sql.file("list_relations_to_lock");

    private final Duration lockTimeout;

    RenameSchemas(Duration lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    @Override
    public void makeReady(Session session, Exchange exchange) {}

    /** Whoever writes or locks rows waits, whoever reads passes. A row that is locked before must be the one that is written after. */
    @Override
    public long lock(Session session, Exchange exchange) throws SQLException {
        List<String> requests = session.strings("list the live tables", TABLES, exchange.live(), "rp").stream()
                .map(relname ->
                        "LOCK TABLE ONLY " + Identifiers.qualified(exchange.live(), relname) + " IN EXCLUSIVE MODE")
                .toList();
        return LockRequests.grant(session, requests, lockTimeout);
    }

    @Override
    public void exchange(Session session, Exchange exchange, Consumer<String> judge) throws SQLException {
        String live = Identifiers.quote(exchange.live());
        session.executeRaw("ALTER SCHEMA " + live + " RENAME TO " + Identifiers.quote(exchange.outgoing())
                + ";\nALTER SCHEMA " + Identifiers.quote(exchange.incoming()) + " RENAME TO " + live);
        judge.accept(exchange.live());
    }
}
